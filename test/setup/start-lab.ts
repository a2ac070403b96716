import { provideImage } from '../../lab/image';
import { DEFAULT_GRAFANA_IMAGE } from '../../stacks/monitoring';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';
import startTerraform from './start-terraform';

/** Before the long tests: Terraform and an engine, and Grafana, which no package of Debian has. */
async function setUp(_: unknown, project: Project): Promise<void> {
  await startTerraform(_, project);
  try {
    await provideImage(DEFAULT_GRAFANA_IMAGE, []);
  } catch (error) {
    reportMissing('grafana', generationOf(project), error);
  }
}

export = setUp;
