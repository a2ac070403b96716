import type { StartedBroker } from '../../lab/broker';
import { startBroker } from '../../lab/start-broker';
import { reportMissing } from './missing';
import { shareBroker, sharedBrokerPlugins } from './shared-broker';

declare global {
  var sharedBrokerOfTheRun: StartedBroker | undefined;
}

/** Before the broker layer: starts the broker that its tests share. */
async function setUp(): Promise<void> {
  try {
    globalThis.sharedBrokerOfTheRun = await startBroker({ plugins: sharedBrokerPlugins });
    shareBroker(globalThis.sharedBrokerOfTheRun);
  } catch (error) {
    reportMissing('broker', error);
  }
}

export = setUp;
