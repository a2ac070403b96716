import { ensureEngine } from '../../lab/engine';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { reportMissing } from './missing';

/** Before layers whose tests start containers of their own. */
async function setUp(): Promise<void> {
  try {
    await ensureEngine();
    await ensureImage(rabbitmqImage());
  } catch (error) {
    reportMissing('engine', error);
  }
}

export = setUp;
