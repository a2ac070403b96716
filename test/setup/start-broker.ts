import { administrationOf, type StartedBroker } from '../../lab/broker';
import { startBroker } from '../../lab/start-broker';
import { Unavailable } from '../../lab/unavailable';
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
    await reportExchangeTypesOf(globalThis.sharedBrokerOfTheRun);
  } catch (error) {
    for (const need of ['broker', 'delayed-message exchange'] as const) reportMissing(need, error);
  }
}

/** Some tests are about types of exchanges that not every broker has. */
async function reportExchangeTypesOf(broker: StartedBroker): Promise<void> {
  const api = administrationOf(broker);
  const { exchange_types: types } = await api.get<{ readonly exchange_types: readonly Named[] }>('overview');
  if (!types.some(({ name }) => name === 'x-delayed-message')) {
    const lack =
      'the broker lacks rabbitmq_delayed_message_exchange, a plugin by others; RABBITMQ_URL can give one with it';
    reportMissing('delayed-message exchange', new Unavailable(lack));
  }
}

interface Named {
  readonly name: string;
}

export = setUp;
