import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { importExisting } from '../../../constructs/terraform/import-existing';
import { topologyOf } from '../../../constructs/declared/declaration';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { differences } from '../../../cli/review/differences';
import type { PlannedResource } from '../../../cli/terraform/plan';
import { blockOf } from '../../../model/provider/attributes';
import { resourceKindOf, resourceKinds } from '../../../model/provider/resource-kinds';
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
    stack = declaredOn(broker).stack;
    deployed = deploy(stack);
  });

  function deploy(one: TerraformStack): DeployedStack {
    return new DeployedStack(one, { TF_VAR_password: broker.password });
  }

  function declaredOn({ managementUrl, username, serverVersion }: StartedBroker) {
    const made = new TerraformStack(testApp(), 'every-kind');
    const password = Password.fromVariable(new TerraformVariable(made, 'password', { sensitive: true }));
    const remote = new RemoteBroker(made, 'broker', {
      endpoint: managementUrl,
      username,
      password,
      serverVersion,
      removalPolicy: 'destroy',
    });
    // Inside the container the broker listens on the usual port.
    const uri = AmqpUri.of({ host: '127.0.0.1', userName: username, password, vhostName: 'every-kind' });
    return { stack: made, everyKind: new EveryKind(made, 'every-kind', { broker: remote, uri }) };
  }

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

  test('is imported by the ids of the table, and planned once then, too', async () => {
    const again = declaredOn(broker);
    importExisting(again.everyKind);
    const taken = deploy(again.stack);
    const kinds = Object.keys(resourceKinds);

    const changes = await taken.changes();

    const ours = changes.filter(({ type }) => kinds.includes(type));
    const imported = ours.filter(({ importId }) => importId !== undefined);
    expect(new Set(imported.map(({ type }) => type))).toEqual(new Set(kinds));
    // Only the broker knows the ids of bindings with arguments; to make them again changes nothing.
    expect(new Set(ours.filter(({ importId }) => importId === undefined).map(({ type }) => type))).toEqual(
      new Set(['rabbitmq_binding']),
    );
    expect(imported.flatMap(changedIn)).toEqual([]);
    await taken.apply();
    expect(await taken.plan()).toContain('No changes.');
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

/** The attributes that a plan changes, by the type of resource. */
function changedIn({ type, before = {}, after = {} }: PlannedResource): string[] {
  const { block = '' } = resourceKindOf(type) ?? {};
  const [old, now] = [before, after].map((attributes) => ({ ...attributes, ...blockOf(attributes, block) }));
  return differences(old ?? {}, now ?? {})
    .filter(({ key }) => key !== block)
    .map(({ key }) => `${type}.${key}`);
}

/** The provider adds its own defaults to links and shovels, and sends a URI as a list of one. */
function withoutDefaults(live: Json, declared: Json): Json {
  const keys = Object.keys(declared as Arguments);
  const given = Object.entries(live as Arguments).filter(([key]) => keys.includes(key));
  return Object.fromEntries(given.map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]));
}
