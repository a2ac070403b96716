import { findChromium } from './find-chromium';
import { findJsonnet } from './find-jsonnet';
import type { Project } from './generation';
import startEngine from './start-engine';

/** Before the quick tests of what runs in containers, of what runs in a browser, and of what jsonnet reads. */
async function setUp(_: unknown, project: Project): Promise<void> {
  await startEngine(_, project);
  await findChromium(project);
  await findJsonnet(project);
}

export = setUp;
