import { findChromium } from './find-chromium';
import type { Project } from './generation';
import startEngine from './start-engine';

/** Before the quick tests of what runs in containers, and of what runs in a browser. */
async function setUp(_: unknown, project: Project): Promise<void> {
  await startEngine(_, project);
  await findChromium(project);
}

export = setUp;
