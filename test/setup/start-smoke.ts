import { ensureChromium } from '../../lab/chromium';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';
import startEngine from './start-engine';

/** Before the quick tests of what runs in containers, and of what runs in a browser. */
async function setUp(_: unknown, project: Project): Promise<void> {
  await startEngine(_, project);
  try {
    await ensureChromium();
  } catch (error) {
    reportMissing('chromium', generationOf(project), error);
  }
}

export = setUp;
