import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { topologyOf } from '../../../constructs/declared/declaration';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import type { Arguments, Json } from '../../../model/topology/topology';
import { EveryKind } from '../../every-kind';
import { testApp } from '../../harness';
import { compareWithLive } from '../../live';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'every kind of object that the provider can carry', () => {
  let broker: StartedBroker;
  let stack: TerraformStack;
  let deployed: DeployedStack;

  beforeAll(async () => {
    broker = await startBroker({ plugins: sharedBrokerPlugins });
    stack = new TerraformStack(testApp(), 'every-kind');
    const password = Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true }));
    const remote = new RemoteBroker(stack, 'broker', {
      endpoint: broker.managementUrl,
      username: broker.username,
      password,
      serverVersion: broker.serverVersion,
      removalPolicy: 'destroy',
    });
    // Inside the container the broker listens on the usual port.
    const uri = AmqpUri.of({ host: '127.0.0.1', userName: broker.username, password, vhostName: 'every-kind' });
    new EveryKind(stack, 'every-kind', { broker: remote, uri });
    deployed = new DeployedStack(stack, { TF_VAR_password: broker.password });
  });

  afterAll(() => broker?.stop());

  test('is what the broker shows afterwards', async () => {
    await deployed.apply();

    const compared = await compareWithLive(administrationOf(broker), topologyOf(stack), withoutDefaults);
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('is planned once', async () => {
    expect(await deployed.plan()).toContain('No changes.');
  });

  test.each([
    ['0-9-1', 'moved_from', 'moved_to'],
    ['1.0', 'sent_from', 'sent_to'],
  ])('moves a message by a shovel over AMQP %s', async (_, from, to) => {
    const api = administrationOf(broker);
    const message = { routing_key: from, payload: 'moved', payload_encoding: 'string', properties: {} };
    await api.post(path`exchanges/${'every-kind'}/amq.default/publish`, message);

    const take = { count: 1, ackmode: 'ack_requeue_false', encoding: 'auto' };
    const arrived = async () => {
      const [first] = (await api.post<{ payload: string }[]>(path`queues/${'every-kind'}/${to}/get`, take)) ?? [];
      if (first === undefined) throw new Error('the queue is empty');
      return first.payload;
    };
    await expect(until('the message is there', arrived, { within: 60_000 })).resolves.toBe('moved');
  });

  test('goes when it is destroyed', async () => {
    await deployed.destroy();

    const vhosts = await administrationOf(broker).get<readonly { readonly name: string }[]>('vhosts');
    expect(vhosts.map(({ name }) => name)).toEqual(['/']);
  });
});

/** The provider adds its own defaults to links and shovels, and sends a URI as a list of one. */
function withoutDefaults(live: Json, declared: Json): Json {
  const keys = Object.keys(declared as Arguments);
  const given = Object.entries(live as Arguments).filter(([key]) => keys.includes(key));
  return Object.fromEntries(given.map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]));
}
