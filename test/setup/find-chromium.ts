import { ensureChromium } from '../../lab/chromium';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';

/** Before tests of what runs in a browser: installs one where that is possible, and remembers where it is not. */
export async function findChromium(project: Project): Promise<void> {
  try {
    await ensureChromium();
  } catch (error) {
    reportMissing('chromium', generationOf(project), error);
  }
}
