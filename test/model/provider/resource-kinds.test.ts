import { TerraformVariable } from 'cdktf';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { Password } from '../../../constructs/access/password';
import { topologyOf } from '../../../constructs/declared/declaration';
import { camelCase } from '../../../constructs/terraform/resource-bindings';
import { resourceKindOf, resourceKinds, topologyOfResources } from '../../../model/provider/resource-kinds';
import { readStack } from '../../../model/provider/stack';
import type { Topology } from '../../../model/topology/topology';
import schema from '../../../packages/provider-rabbitmq/schema.json';
import { EveryKind } from '../../every-kind';
import { brokerFixture, synth } from '../../harness';

interface Block {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

const resources: Readonly<Record<string, { readonly block: Block }>> =
  schema.provider_schemas['registry.terraform.io/cyrilgdn/rabbitmq'].resource_schemas;

/** The names of attributes, those of blocks behind the block's. */
function namesIn({ attributes = {}, block_types: blocks = {} }: Block): string[] {
  const inner = Object.entries(blocks).flatMap(([name, { block }]) => namesIn(block).map((one) => `${name}.${one}`));
  return [...Object.keys(attributes), ...inner].sort();
}

/** The names that a reader looks at. */
function namesRead(type: string): string[] {
  const read = new Set<string>();
  const spy = (prefix: string, block: string | undefined): Readonly<Record<string, unknown>> =>
    new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === block) return [spy(`${block}.`, undefined)];
          read.add(`${prefix}${String(name)}`);
          return undefined;
        },
      },
    );
  const kind = resourceKindOf(type);
  kind?.read(spy('', kind.block));
  return [...read];
}

describe('the table of the provider', () => {
  test('has every type of resource of the schema', () => {
    expect(Object.keys(resourceKinds).sort()).toEqual(Object.keys(resources).sort());
  });

  test.each(Object.keys(resources))('reads or explains every attribute of %s', (type) => {
    const { unused = {} } = resourceKindOf(type) ?? {};

    expect([...namesRead(type), ...Object.keys(unused)].sort()).toEqual(namesIn(resources[type]?.block ?? {}));
  });

  test('reads of a synthesized stack what its constructs declare, whatever the kind', () => {
    const { stack, broker } = everyKind();
    const declared = withoutImported(topologyOf(stack, broker));

    const read = readStack(JSON.stringify(synth(stack)), 'cdk.tf.json');

    for (const kind of Object.keys(declared) as (keyof Topology)[]) {
      const [expected, found] = [declared[kind], read[kind]].map(byPlace);
      expect({ [kind]: found }).toMatchObject({ [kind]: expected });
      expect(found?.length).toBe(expected?.length);
    }
    expect(declared.parameters.map(({ component }) => component)).toEqual(
      expect.arrayContaining(['vhost-limits', 'shovel', 'federation-upstream']),
    );
  });

  test('writes no attribute that the schema does not have', () => {
    const { stack } = everyKind();
    const written = Object.entries(synth(stack).resource)
      .filter(([type]) => type in resources)
      .flatMap(([type, byId]) => Object.values(byId).map((attributes) => ({ type, attributes })));

    expect(new Set(written.map(({ type }) => type))).toEqual(new Set(Object.keys(resources)));
    for (const { type, attributes } of written) {
      const kind = resourceKindOf(type);
      const blocks = [attributes[kind?.block ?? '']].flat().filter((block) => block !== undefined) as object[];
      const inner = blocks.flatMap((block) => Object.keys(block).map((name) => `${kind?.block}.${name}`));
      const names = Object.keys(attributes).filter((name) => name !== kind?.block && !metaArguments.includes(name));
      expect(namesIn(resources[type]?.block ?? {})).toEqual(expect.arrayContaining([...names, ...inner]));
    }
  });

  test('spells attributes as the bindings do', () => {
    expect(['name', 'max_queues', 'destination_add_forward_headers'].map(camelCase)).toEqual([
      'name',
      'maxQueues',
      'destinationAddForwardHeaders',
    ]);
  });
});

describe('what the provider sends', () => {
  const read = (type: string, attributes: Readonly<Record<string, unknown>>) =>
    topologyOfResources([{ type, attributes, declaredAt: 'here' }]);
  const definition = (values: object) =>
    read('rabbitmq_policy', { name: 'a', policy: [{ pattern: '', definition: values }] }).policies[0]?.definition;

  test.each([
    ['10', 10],
    ['+7', 7],
    ['-1', -1],
    ['9223372036854775807', 9223372036854775807],
    ['9223372036854775808', '9223372036854775808'],
    ['-9223372036854775809', '-9223372036854775809'],
    ['1.5', '1.5'],
    ['1_000', '1_000'],
    [' 1', ' 1'],
    ['', ''],
    [true, 'true'],
    [5, 5],
    [1.5, '1.5'],
  ])('of %p in a policy is %p', (written, sent) => {
    expect(definition({ key: written })).toEqual({ key: sent });
  });

  test('is nothing for what is null', () => {
    expect(definition({ key: null })).toEqual({});
  });

  test("is the virtual host '/' where none is given, whatever the kind", () => {
    const named = ['rabbitmq_queue', 'rabbitmq_exchange', 'rabbitmq_permissions'].map((type) =>
      read(type, { name: 'a', user: 'a' }),
    );
    const topic = read('rabbitmq_topic_permissions', { user: 'a', vhost: null, permissions: [{ exchange: 'events' }] });

    const elements = [...named, topic].flatMap((topology) => Object.values(topology).flat());
    expect(elements.map(({ vhost }: { vhost: string }) => vhost)).toEqual(['/', '/', '/', '/']);
  });

  test('is a transient queue where nothing is said', () => {
    expect(read('rabbitmq_queue', { name: 'a', settings: {} }).queues).toMatchObject([
      { durable: false, auto_delete: false, arguments: {} },
    ]);
  });

  test.each([
    ['strings, of a map', { arguments: { 'x-max-length': 10 } }, { 'x-max-length': '10' }],
    ['what they are, of JSON', { arguments_json: '{"x-max-length":10}' }, { 'x-max-length': 10 }],
    ['none, of what is no JSON', { arguments_json: '${jsonencode({})}' }, {}],
  ])('are arguments that are %s', (_, settings, expected) => {
    expect(read('rabbitmq_queue', { name: 'a', settings: [settings] }).queues[0]?.arguments).toEqual(expected);
  });

  test.each([
    ['100', [{ component: 'vhost-limits', name: 'limits', vhost: 'shop', value: { 'max-queues': 100 } }]],
    ['0', [{ component: 'vhost-limits', name: 'limits', vhost: 'shop', value: { 'max-queues': 0 } }]],
    ['ten', [{ component: 'vhost-limits', name: 'limits', vhost: 'shop', value: { 'max-queues': 0 } }]],
    ['', []],
  ])('is a limit of %p queues', (max_queues, parameters) => {
    expect(read('rabbitmq_vhost', { name: 'shop', max_queues }).parameters).toMatchObject(parameters);
  });

  test('is a shovel with the defaults of the provider, and without what is empty', () => {
    const info = {
      source_uri: 'amqp://',
      destination_uri: 'amqp://',
      source_queue: 'a',
      source_delete_after: '5',
      source_exchange: '',
      source_prefetch_count: 0,
      destination_add_timestamp_header: false,
      destination_properties: null,
    };

    expect(read('rabbitmq_shovel', { name: 's', vhost: 'shop', info: [info] }).parameters[0]?.value).toEqual({
      'ack-mode': 'on-confirm',
      'reconnect-delay': 1,
      'src-uri': 'amqp://',
      'src-protocol': 'amqp091',
      'src-queue': 'a',
      'src-delete-after': 5,
      'dest-uri': 'amqp://',
      'dest-protocol': 'amqp091',
    });
  });
});

const metaArguments = ['//', 'depends_on', 'lifecycle', 'provider'];

function everyKind() {
  const { stack, broker } = brokerFixture();
  const password = Password.fromVariable(new TerraformVariable(stack, 'uri-password', { sensitive: true }));
  const uri = AmqpUri.of({ host: '127.0.0.1', userName: 'admin', password, vhostName: 'every-kind' });
  new EveryKind(stack, 'every-kind', { broker, uri });
  return { stack, broker };
}

function withoutImported(topology: Topology): Topology {
  const own = Object.entries(topology).map(([kind, elements]) => [
    kind,
    (elements as Topology[keyof Topology])
      .filter(({ imported }) => imported !== true)
      .map((element) => JSON.parse(JSON.stringify({ ...element, administers: undefined, tracing: undefined }))),
  ]);
  return Object.fromEntries(own) as Topology;
}

function byPlace(elements: readonly { readonly declaredAt?: string }[]) {
  return (
    elements
      // What a virtual host derives is declared by one construct, and each of it has a resource below that.
      .map((element) => ({ ...element, declaredAt: element.declaredAt?.replace(/(\/Policies)\/[^/]+$/, '$1') }))
      .sort((one, other) => (`${JSON.stringify(one)}` < `${JSON.stringify(other)}` ? -1 : 1))
      .sort((one, other) => String(one.declaredAt).localeCompare(String(other.declaredAt)))
  );
}
