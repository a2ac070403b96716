import { referencesOf } from './evaluate';
import type { Value } from './functions';

/** A stack as Terraform reads it: the parsed `cdk.tf.json`. */
export type StackJson = Readonly<Record<string, unknown>>;

export type Block = Readonly<Record<string, Value>>;

/** A resource of a stack. */
export interface Resource {
  /** `docker_container.node` */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** The path of the construct that made it, or the address. */
  readonly path: string;
  /** Its arguments, not yet evaluated, without those that speak to Terraform. */
  readonly body: Block;
  /** The provider's configuration that it is made with: `rabbitmq`, or `rabbitmq.ALIAS`. */
  readonly provider: string;
  /** The addresses of the resources that must be there before it. */
  readonly dependencies: readonly string[];
}

export interface Stack {
  readonly resources: readonly Resource[];
  /** The configurations of providers, by `NAME` or `NAME.ALIAS`. */
  readonly providers: Readonly<Record<string, Block>>;
  readonly variables: Readonly<Record<string, Block>>;
  readonly outputs: Readonly<Record<string, Block>>;
  readonly checks: Readonly<Record<string, Block>>;
}

/**
 * Reads a synthesized stack.
 * @throws Error that names every block that is not understood, and resources that wait for each other
 */
export function readStack(json: StackJson): Stack {
  const { resource, provider, variable, output, check } = json;
  const unknown = Object.keys(json).filter((block) => !knownBlocks.has(block));
  if (unknown.length > 0) throw new Error(`the lab does not know the blocks '${unknown.join("', '")}'`);
  const providers = readProviders(blocksOf(provider));
  const resources = Object.entries(blocksOf(resource)).flatMap(([type, named]) =>
    Object.entries(blocksOf(named)).map(([name, body]) => readResource(type, name, body as Block, providers)),
  );
  refuseCycles(resources);
  return { resources, providers, variables: blocksOf(variable), outputs: blocksOf(output), checks: blocksOf(check) };
}

const knownBlocks = new Set(['//', 'terraform', 'provider', 'resource', 'variable', 'output', 'check']);

/** Arguments of every resource that speak to Terraform about changes, of which there are none here. */
const changeOnly = new Set(['prevent_destroy', 'replace_triggered_by', 'ignore_changes', 'create_before_destroy']);

function readResource(type: string, name: string, block: Block, providers: Stack['providers']): Resource {
  const address = `${type}.${name}`;
  const { '//': metadata, depends_on: dependsOn, lifecycle, provider, ...body } = block;
  for (const rule of Object.keys(lifecycle ?? {}))
    if (!changeOnly.has(rule)) throw new Error(`${address}: the lab does not know 'lifecycle.${rule}'`);
  const providerName = typeof provider === 'string' ? provider : (/^[^_]+/.exec(type)?.[0] ?? type);
  const references = [...referencesOf(body), ...referencesOf(providers[providerName] ?? {})];
  return {
    address,
    type,
    name,
    path: pathOf(metadata) ?? address,
    body,
    provider: providerName,
    dependencies: [...new Set([...references.filter(isResource), ...((dependsOn ?? []) as readonly string[])])],
  };
}

function readProviders(blocks: Readonly<Record<string, Value>>): Stack['providers'] {
  const configurations = Object.entries(blocks).flatMap(([name, given]) =>
    (Array.isArray(given) ? given : [given]).map(({ alias, ...settings }: Record<string, Value>) => {
      return [typeof alias === 'string' ? `${name}.${alias}` : name, settings] as const;
    }),
  );
  return Object.fromEntries(configurations);
}

function pathOf(metadata: Value | undefined): string | undefined {
  const { path } = (metadata as { readonly metadata?: { readonly path?: string } } | undefined)?.metadata ?? {};
  return path?.replace(/\/Default$/, '');
}

function isResource(address: string): boolean {
  return !address.startsWith('var.');
}

function refuseCycles(resources: readonly Resource[]): void {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const finished = new Set<string>();
  const visit = (address: string, waiting: readonly string[]): void => {
    if (waiting.includes(address)) throw new Error(`${[...waiting, address].join(' waits for ')}`);
    if (finished.has(address)) return;
    const resource = byAddress.get(address);
    if (resource === undefined) throw new Error(`${waiting.at(-1)} refers to '${address}', which is not in the stack`);
    for (const dependency of resource.dependencies) visit(dependency, [...waiting, address]);
    finished.add(address);
  };
  for (const { address } of resources) visit(address, []);
}

function blocksOf(block: unknown): Readonly<Record<string, Block>> {
  return (block ?? {}) as Readonly<Record<string, Block>>;
}
