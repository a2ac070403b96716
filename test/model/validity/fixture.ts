import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Topology } from '../../../model/topology/topology';
import { validate, validateDefinitions } from '../../../model/validity/validity';

/** What is said over HTTP: `refused queue/argument-value`, in order. */
export function saidOf(part: Partial<Topology>, version = '4.0.5', declaredVia: 'http' | 'amqp' = 'http'): string[] {
  return validate({ ...emptyTopology, vhosts: [{ name: '/' }], ...part }, at(version), { declaredVia }).map(said);
}

/** What is said over HTTP, where the broker's plugins are known. */
export function saidWith(plugins: readonly string[], part: Partial<Topology>): string[] {
  return validate({ ...emptyTopology, vhosts: [{ name: '/' }], ...part }, at('4.0.5'), { plugins }).map(said);
}

/** What is said to an application that declares it over AMQP 0-9-1. */
export function saidOverAmqp(part: Partial<Topology>, version?: string): string[] {
  return saidOf(part, version, 'amqp');
}

/** What is said of a definitions file, with a virtual host and a user to be there. */
export function saidOfFile(content: object, version = '4.0.5'): string[] {
  const file = { users: [{ name: 'u', tags: [] }], vhosts: [{ name: '/' }], ...content };
  const definitions = readDefinitions(JSON.stringify(file), 'd.json');
  if (isFault(definitions)) throw new Error(definitions.message);
  return validateDefinitions(definitions, 'd.json', at(version)).map(said);
}

/** A queue of the virtual host `/`. */
export function queue(args: Topology['queues'][number]['arguments'], rest: Partial<Topology['queues'][number]> = {}) {
  return { name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: args, ...rest };
}

function said({ kind, rule }: { readonly kind: string; readonly rule: string }): string {
  return `${kind} ${rule}`;
}

function at(version: string): ServerVersion {
  const read = parseServerVersion(version);
  if (read === undefined) throw new Error(`'${version}' is no version`);
  return read;
}
