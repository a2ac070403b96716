import { TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Declared, Topology } from '../../model/topology/topology';
import { addressOf } from './address';

const CHECKED = Symbol.for('rabbitmq-cdk.uniqueness');
const DEFINITIONS_CHECKED = Symbol.for('rabbitmq-cdk.definitions-uniqueness');

/**
 * Has a stack checked, once it is whole, for resources that would overwrite each other without a word: cdktf drops dots
 * and other characters from ids, so that the queues `a.b` and `ab` become one Terraform address, and one object that is
 * declared twice becomes two resources that fight over it.
 */
export function checkUniqueness(stack: TerraformStack): void {
  if (CHECKED in stack) return;
  Object.defineProperty(stack, CHECKED, { value: true });
  stack.node.addValidation({ validate: () => [...addressFaults(stack), ...objectFaults(stack)] });
}

/**
 * As {@link checkUniqueness}, for brokers that import definitions: one object that is declared twice becomes two entries of
 * a definitions file, of which one counts.
 * @param declared - what is declared on these brokers, asked for when the stack is whole
 */
export function checkDefinitionsUniqueness(stack: TerraformStack, declared: () => readonly Topology[]): void {
  if (DEFINITIONS_CHECKED in stack) return;
  Object.defineProperty(stack, DEFINITIONS_CHECKED, { value: true });
  stack.node.addValidation({ validate: () => declared().flatMap(declaredFaults) });
}

/** Only what stands in the stack itself: deeper down the address has a hash of the whole path. */
function addressFaults(stack: TerraformStack): string[] {
  const resources = stack.node.children
    .map((child) => (TerraformResource.isTerraformResource(child) ? child : child.node.tryFindChild('Default')))
    .filter((child) => TerraformResource.isTerraformResource(child));
  return pairs(resources, addressOf).map(
    ([address, one, other]) =>
      `[${owner(one)}] and [${owner(other)}] would both be '${address}' in Terraform, which drops dots from names; ` +
      `give one of them another id, and set its name by a prop`,
  );
}

function objectFaults(stack: TerraformStack): string[] {
  const objects = stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter((resource) => nameOf(resource) !== undefined);
  return pairs(objects, objectOf).map(([object, one, other]) => sameObject(object, owner(one), owner(other)));
}

function declaredFaults(topology: Topology): string[] {
  const objects = [
    ...topology.vhosts.map((it) => known(`vhost '${it.name}'`, it)),
    ...topology.queues.map((it) => known(`queue '${it.name}'`, it)),
    ...topology.exchanges.map((it) => known(`exchange '${it.name}'`, it)),
    ...topology.policies.map((it) => known(`policy '${it.name}'`, it)),
    ...topology.operatorPolicies.map((it) => known(`operator policy '${it.name}'`, it)),
    ...topology.users.map((it) => known(`user '${it.name}'`, it)),
    ...topology.permissions.map((it) => known(`permissions '${it.user}'`, it)),
    ...topology.topicPermissions.map((it) => known(`permissions '${it.user}' for exchange '${it.exchange}'`, it)),
    ...topology.parameters.map((it) => known(`${it.component} '${it.name}'`, it)),
    ...topology.globalParameters.map((it) => known(`global parameter '${it.name}'`, it)),
  ].filter(({ imported }) => imported !== true);
  return pairs(objects, ({ object }) => object).map(([object, one, other]) =>
    sameObject(object, one.declaredAt ?? '', other.declaredAt ?? ''),
  );
}

/** An object in words, with where it is declared. */
function known(name: string, { vhost, ...declared }: Declared & { readonly vhost?: string }): Known {
  return { object: name + inVhost(vhost), ...declared };
}

interface Known extends Declared {
  readonly object: string;
}

function sameObject(object: string, one: string, other: string): string {
  return `[${one}] and [${other}] declare the same ${object}; declare it once`;
}

function inVhost(vhost: string | undefined): string {
  return vhost === undefined ? '' : ` of virtual host '${vhost}'`;
}

/** The name of an object of a broker, or the user whose permissions it holds; of bindings there may be several. */
function nameOf(resource: TerraformResource): string | undefined {
  const { nameInput, userInput } = resource as { readonly nameInput?: string; readonly userInput?: string };
  return resource.terraformResourceType.startsWith('rabbitmq_') ? (nameInput ?? userInput) : undefined;
}

/** An object in words, with its broker's provider where a stack has several. */
function objectOf(resource: TerraformResource): string {
  const { vhostInput } = resource as { readonly vhostInput?: string };
  const name = `${resource.terraformResourceType.replace('rabbitmq_', '').replaceAll('_', ' ')} '${nameOf(resource)}'`;
  const where = inVhost(vhostInput);
  const alias = resource.provider?.alias;
  return alias === undefined ? name + where : `${name}${where} (provider ${alias})`;
}

/** Each resource whose key another had before it, with that other. */
function pairs<T>(all: readonly T[], keyOf: (one: T) => string): [string, T, T][] {
  const first = new Map<string, T>();
  return all.flatMap((resource) => {
    const key = keyOf(resource);
    const other = first.get(key);
    if (other === undefined) first.set(key, resource);
    return other === undefined ? [] : [[key, other, resource] satisfies [string, T, T]];
  });
}

function owner(resource: IConstruct): string {
  return resource.node.path.replace(/\/Default$/, '');
}
