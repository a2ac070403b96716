import { ensureEngine } from '../../lab/engine';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';

/** Before layers whose tests start containers of their own. */
async function setUp(_: unknown, project: Project): Promise<void> {
  const generation = generationOf(project);
  try {
    await ensureEngine();
    await ensureImage(rabbitmqImage(generation));
  } catch (error) {
    reportMissing('engine', generation, error);
  }
}

export = setUp;
