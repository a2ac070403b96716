import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import type { Finding } from '../../../model/finding';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Topology } from '../../../model/topology/topology';
import { validate, validateDefinitions } from '../../../model/validity/validity';

/** What is said over HTTP: `refused queue/argument-value`, in order. */
export function saidOf(part: Partial<Topology>, version?: string, declaredVia?: 'http' | 'amqp'): string[] {
  return foundOf(part, version, declaredVia).map(said);
}

/** The findings over HTTP, in order. */
export function foundOf(
  part: Partial<Topology>,
  version = '4.0.5',
  declaredVia: 'http' | 'amqp' = 'http',
): readonly Finding[] {
  return validate({ ...emptyTopology, vhosts: [{ name: '/' }], ...part }, at(version), { declaredVia });
}

/** What is said over HTTP, where the broker's plugins are known. */
export function saidWith(plugins: readonly string[], part: Partial<Topology>): string[] {
  return foundWith(plugins, part).map(said);
}

/** The findings over HTTP, where the broker's plugins are known. */
export function foundWith(plugins: readonly string[], part: Partial<Topology>): readonly Finding[] {
  return validate({ ...emptyTopology, vhosts: [{ name: '/' }], ...part }, at('4.0.5'), { plugins });
}

/** What is said to an application that declares it over AMQP 0-9-1. */
export function saidOverAmqp(part: Partial<Topology>, version?: string): string[] {
  return foundOverAmqp(part, version).map(said);
}

/** The findings of an application that declares it over AMQP 0-9-1. */
export function foundOverAmqp(part: Partial<Topology>, version?: string): readonly Finding[] {
  return foundOf(part, version, 'amqp');
}

/** The findings over HTTP for a cluster of so many nodes. */
export function foundOnNodes(nodes: number, part: Partial<Topology>): readonly Finding[] {
  return validate({ ...emptyTopology, vhosts: [{ name: '/' }], ...part }, at('4.0.5'), { nodes });
}

/** What is said of a definitions file, with a virtual host and a user to be there. */
export function saidOfFile(content: object, version?: string): string[] {
  return foundInFile(content, version).map(said);
}

/** The findings about a definitions file, with a virtual host and a user to be there. */
export function foundInFile(content: object, version?: string): readonly Finding[] {
  const file = { users: [{ name: 'u', tags: [] }], vhosts: [{ name: '/' }], ...content };
  return findingsOfText(JSON.stringify(file), version);
}

/** The findings about a definitions file as it is written. */
export function findingsOfText(content: string, version = '4.0.5'): readonly Finding[] {
  const definitions = readDefinitions(content, 'd.json');
  if (isFault(definitions)) throw new Error(definitions.message);
  return validateDefinitions(definitions, 'd.json', at(version));
}

/** A queue of the virtual host `/`. */
export function queue(args: Topology['queues'][number]['arguments'], rest: Partial<Topology['queues'][number]> = {}) {
  return { name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: args, ...rest };
}

/** A durable exchange of the virtual host `/`. */
export function exchange(name: string, type = 'direct', args: Topology['exchanges'][number]['arguments'] = {}) {
  return { name, vhost: '/', type, durable: true, auto_delete: false, internal: false, arguments: args };
}

/** A binding to a queue in the virtual host `/`. */
export function binding(source: string, destination: string, routing_key = '') {
  return { source, vhost: '/', destination, destination_type: 'queue' as const, routing_key, arguments: {} };
}

/** `refused queue/argument-value` */
export function said({ kind, rule }: Pick<Finding, 'kind' | 'rule'>): string {
  return `${kind} ${rule}`;
}

function at(version: string): ServerVersion {
  const read = parseServerVersion(version);
  if (read === undefined) throw new Error(`'${version}' is no version`);
  return read;
}
