import { createHash } from 'node:crypto';
import { definitionsOf } from '../../model/definitions/definitions-writer';
import { WITHHELD_URI } from '../../model/definitions/withheld';
import { blocksOf } from '../../model/provider/attributes';
import { brokerProvider } from '../../model/provider/stack-brokers';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import type { Arguments, ParameterDefinition, Topology } from '../../model/topology/topology';
import { brokersBeside } from '../stack/brokers-beside';
import { brokerAliases, stackConfig } from '../stack/stack-config';
import type { Attributes, Plan } from '../terraform/plan';
import { referred } from '../terraform/referred';

/** What a synthesized stack says of a definitions file, also where a plan does not know it before the apply. */
export interface DeclaredDefinitions {
  /** The address of what carries the file. */
  readonly at: string;
  /** The key of the provider of its broker in a plan. */
  readonly provider: string;
  /** What is declared on the broker, without secrets. */
  readonly topology: Topology;
  /** The Terraform expressions that stand for the password hashes, by user. */
  readonly hashes: ReadonlyMap<string, string>;
  /**
   * What an earlier deploy was to remove from the broker, is not declared, and is still there.
   * @default - nothing
   */
  readonly left?: Topology;
}

/**
 * Reads the definitions files that a synthesized stack gives to its brokers.
 * @param directory - the stack's folder in `cdktf.out`
 * @throws UserError when what the app writes cannot be read
 */
export function declaredDefinitions(directory: string): readonly DeclaredDefinitions[] {
  const config = stackConfig(directory);
  const { resource = {} } = config;
  const carriers = Object.entries(resource).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([id, attributes]) => {
      const content = definitionsFileIn(attributes);
      return content === undefined ? [] : [{ at: `${type}.${id}`, path: pathOf(attributes), content }];
    }),
  );
  if (carriers.length === 0) return [];
  const brokers = brokersBeside(directory);
  const aliases = brokerAliases(config);
  return carriers.flatMap(({ at, path, content }) => {
    const broker = brokerAt(path, brokers);
    if (broker === undefined) return [];
    return [
      { at, provider: brokerProvider(broker.broker, aliases), topology: broker.topology, hashes: hashesIn(content) },
    ];
  });
}

/**
 * The definitions file that a plan does not know: what is declared, with the secrets of the file before. A user gets another
 * hash where it is known already, or where something changes of which it is made.
 * @param before - what is in the file now
 */
export function declaredFile(
  { topology, hashes }: DeclaredDefinitions,
  before: Topology,
  plan: Pick<Plan, 'resources' | 'values' | 'variables'>,
): string {
  const users = new Map(before.users.map(({ name, password_hash: hash }) => [name, hash]));
  const parameters = new Map(before.parameters.map((parameter) => [idOf(parameter), parameter]));
  const { definitions } = definitionsOf({
    ...topology,
    users: topology.users.map((user) => ({
      ...user,
      password_hash: hashBy(hashes.get(user.name), plan) ?? users.get(user.name) ?? ANOTHER_HASH,
    })),
    parameters: topology.parameters.map((parameter) => withUris(parameter, parameters.get(idOf(parameter)))),
  });
  return JSON.stringify(definitions);
}

/** The text of a definitions file in what a container gets, or a Secret or ConfigMap holds; undefined where it is not known. */
export function definitionsFileIn(attributes: Attributes | undefined): string | undefined {
  const uploads = blocksOf(attributes ?? {}, 'upload').map(({ file, content }): [unknown, unknown] => [file, content]);
  const { data } = attributes ?? {};
  const entries: readonly [unknown, unknown][] = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const [file] = [...uploads, ...entries].filter(
    ([name, content]) => /(?:^|\/)definitions\.json$/.test(String(name)) && typeof content === 'string',
  );
  return file === undefined ? undefined : String(file[1]);
}

/** Stands for a hash that only the apply knows: it is no hash of any password. */
const ANOTHER_HASH = Buffer.alloc(36).toString('base64');

/**
 * The hash by its expression, as far as a plan knows salt and password; text is the hash itself, or nobody's password where it is empty.
 * @returns undefined where it does not, and nothing of which the hash is made changes
 */
function hashBy(
  expression: string | undefined,
  { resources, ...known }: Parameters<typeof declaredFile>[2],
): string | undefined {
  if (expression === undefined || !expression.includes('${')) return expression;
  const changing = resources.filter(({ action }) => action !== 'none').map(({ address }) => address);
  const references = new Set(expression.match(/[a-z_]\w*(?:\.[\w-]+)+/g)?.map((reference) => addressIn(reference)));
  if (changing.some((address) => references.has(address))) return ANOTHER_HASH;
  const [, ...parts] = /sha256\(join\("", \[([\w.-]+), ([\w.-]+)\]\)\)/.exec(expression) ?? [];
  const [salt, password] = parts.map((reference) => referred(known, reference));
  if (typeof salt !== 'string' || typeof password !== 'string') return undefined;
  const digest = createHash('sha256').update(`${salt}${password}`).digest();
  return Buffer.concat([Buffer.from(salt), digest]).toString('base64');
}

function addressIn(reference: string): string {
  const parts = reference.split('.');
  return parts.slice(0, parts[0] === 'data' ? 3 : 2).join('.');
}

/** The expressions stand, with quotes of their own, in what would be JSON otherwise: each on one line, below the user's name. */
function hashesIn(content: string): ReadonlyMap<string, string> {
  const users = [...content.matchAll(/^ *"name": ("(?:[^"\\]|\\.)*"),\n *"password_hash": "(.*)",$/gm)];
  return new Map(
    users.map(([, name = '""', expression = '']) => [
      String(JSON.parse(name)).replaceAll(/([$%])\1\{/g, '$1{'),
      expression,
    ]),
  );
}

/** URIs stay what they were: what changes about them only the apply tells. */
function withUris(parameter: ParameterDefinition, before: ParameterDefinition | undefined): ParameterDefinition {
  if (typeof parameter.value !== 'object' || parameter.value === null || Array.isArray(parameter.value))
    return parameter;
  const old = (before?.value ?? {}) as Arguments;
  const value = Object.entries(parameter.value as Arguments).map(([key, inner]) => [
    key,
    inner === WITHHELD_URI ? (old[key] ?? 'amqp://known-after-apply') : inner,
  ]);
  return { ...parameter, value: Object.fromEntries(value) };
}

function idOf({ component, vhost, name }: ParameterDefinition): string {
  return JSON.stringify([component, vhost, name]);
}

function pathOf(attributes: Attributes): string {
  const { metadata } = (attributes['//'] ?? {}) as { readonly metadata?: { readonly path?: string } };
  return metadata?.path ?? '';
}

/** The broker that a construct belongs to: the one around it, or the only one. */
function brokerAt(path: string, brokers: readonly DeclaredOnBroker[]): DeclaredOnBroker | undefined {
  const around = brokers.filter(({ broker }) => path.startsWith(`${broker}/`));
  if (around.length > 0) return around.toSorted((one, other) => other.broker.length - one.broker.length)[0];
  return brokers.length === 1 ? brokers[0] : undefined;
}
