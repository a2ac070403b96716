import { administrationOf, type StartedBroker } from '../../lab/broker';
import type { Generation } from '../../lab/generation';
import { startBroker } from '../../lab/start-broker';
import { Unavailable } from '../../lab/unavailable';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';
import { shareBroker, sharedBrokerPlugins } from './shared-broker';

declare global {
  /** What is to be stopped after each project's tests. */
  var sharedBrokersOfTheRun: Map<Generation, StartedBroker> | undefined;
}

/** Before a broker layer: starts the broker that its tests share. */
async function setUp(_: unknown, project: Project): Promise<void> {
  const server = generationOf(project);
  try {
    const broker = await startBroker({ server, plugins: sharedBrokerPlugins });
    (globalThis.sharedBrokersOfTheRun ??= new Map()).set(server, broker);
    shareBroker(server, broker);
    await reportExchangeTypesOf(server, broker);
  } catch (error) {
    for (const need of ['broker', 'delayed-message exchange'] as const) reportMissing(need, server, error);
  }
}

/** Some tests are about types of exchanges that not every broker has. */
async function reportExchangeTypesOf(server: Generation, broker: StartedBroker): Promise<void> {
  const api = administrationOf(broker);
  const { exchange_types: types } = await api.get<{ readonly exchange_types: readonly Named[] }>('overview');
  if (!types.some(({ name }) => name === 'x-delayed-message')) {
    const lack =
      'the broker lacks rabbitmq_delayed_message_exchange, a plugin by others; RABBITMQ_URL can give one with it';
    reportMissing('delayed-message exchange', server, new Unavailable(lack));
  }
}

interface Named {
  readonly name: string;
}

export = setUp;
