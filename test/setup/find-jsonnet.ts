import { ensureJsonnet } from '../../lab/jsonnet';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';

/** Before tests of what jsonnet reads: installs it where that is possible, and remembers where it is not. */
export async function findJsonnet(project: Project): Promise<void> {
  try {
    await ensureJsonnet();
  } catch (error) {
    reportMissing('jsonnet', generationOf(project), error);
  }
}
