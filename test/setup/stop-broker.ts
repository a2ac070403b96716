import { generationOf, type Project } from './generation';
import './start-broker';

/** After a broker layer. */
async function tearDown(_: unknown, project: Project): Promise<void> {
  await globalThis.sharedBrokersOfTheRun?.get(generationOf(project))?.stop();
}

export = tearDown;
