import type { DeclaredOnBroker } from '../topology/declared-on-broker';
import type { Topology } from '../topology/topology';
import { providerAlias } from './provider-alias';
import { readStack } from './stack';

/**
 * What a synthesized stack declares, broker by broker: what its app says of them beside it, and the resources that no
 * construct of this toolkit has made.
 * @param content - the text of a `cdk.tf.json`
 * @param file - what to call the file
 * @param declared - what the app says, of {@link TOPOLOGY_FILE}
 */
export function brokersOfStack(
  content: string,
  file: string,
  declared: readonly DeclaredOnBroker[],
): readonly DeclaredOnBroker[] {
  const known = new Set(declared.flatMap(({ topology }) => idsOf(topology)));
  const aliased = declared.filter((broker) => content.includes(JSON.stringify(providerOf(broker))));
  const main = declared.find((broker) => !aliased.includes(broker)) ?? declared[0];
  return declared.map((broker) => {
    const providers = [...(aliased.includes(broker) ? [providerOf(broker)] : []), ...(broker === main ? [MAIN] : [])];
    const more = readStack(content, file, ({ provider }) => providers.includes(provider));
    return { ...broker, topology: joined(broker.topology, more, known) };
  });
}

/**
 * The key of the provider of a broker.
 * @param path - the path of the broker's construct
 * @param aliases - those of the stack's providers
 */
export function brokerProvider(path: string, aliases: readonly string[]): string {
  return aliases.includes(providerAlias(path)) ? providerOf({ broker: path }) : MAIN;
}

/** The provider of a stack's first broker. */
const MAIN = 'rabbitmq';

/** The provider of a stack's other brokers: its alias is the path of their construct. */
function providerOf({ broker }: Pick<DeclaredOnBroker, 'broker'>): string {
  return `${MAIN}.${providerAlias(broker)}`;
}

function joined(topology: Topology, more: Topology, known: ReadonlySet<string>): Topology {
  const sections = Object.keys(topology) as (keyof Topology)[];
  const isNew = (section: keyof Topology) => (element: object) => {
    const id = idOf(section, element);
    // What a name refers to only Terraform knows, and so nobody can tell whether it is known.
    return !known.has(id) && !id.includes('${');
  };
  return Object.fromEntries(
    sections.map((section) => [section, [...topology[section], ...more[section].filter(isNew(section))]]),
  ) as unknown as Topology;
}

function idsOf(topology: Topology): string[] {
  const sections = Object.keys(topology) as (keyof Topology)[];
  return sections.flatMap((section) => topology[section].map((element) => idOf(section, element)));
}

const names = [
  'vhost',
  'name',
  'component',
  'user',
  'exchange',
  'source',
  'destination',
  'destination_type',
  'routing_key',
] as const;

function idOf(section: keyof Topology, element: object): string {
  const fields = element as Readonly<Partial<Record<(typeof names)[number], string>>>;
  return JSON.stringify([section, ...names.map((name) => fields[name] ?? null)]);
}
