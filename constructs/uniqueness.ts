import { TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

const CHECKED = Symbol.for('rabbitmq-cdk.uniqueness');

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

function addressFaults(stack: TerraformStack): string[] {
  return pairs(resources(stack), ({ terraformResourceType: type, friendlyUniqueId: id }) => `${type}.${id}`).map(
    ([address, one, other]) =>
      `[${owner(one)}] and [${owner(other)}] would both be '${address}' in Terraform, which knows no dots in names; ` +
      `give one another id, and its name by a prop`,
  );
}

/** Kinds whose name and virtual host, or user and virtual host, tell one object from another. */
const named = [
  'rabbitmq_queue',
  'rabbitmq_exchange',
  'rabbitmq_policy',
  'rabbitmq_vhost',
  'rabbitmq_user',
  'rabbitmq_permissions',
];

function objectFaults(stack: TerraformStack): string[] {
  const objects = resources(stack).filter(({ terraformResourceType: type }) => named.includes(type));
  return pairs(objects, (resource) => {
    const { nameInput, userInput, vhostInput } = resource as {
      nameInput?: string;
      userInput?: string;
      vhostInput?: string;
    };
    const provider = resource.provider?.node.path ?? '';
    return JSON.stringify([provider, resource.terraformResourceType, vhostInput, nameInput ?? userInput]);
  }).map(([key, one, other]) => {
    const [, type, vhost, name] = JSON.parse(key) as [string, string, string | null, string];
    const what = `${type.replace('rabbitmq_', '')} '${name}'${vhost === null ? '' : ` of virtual host '${vhost}'`}`;
    return `[${owner(one)}] and [${owner(other)}] declare the same ${what}; declare it once`;
  });
}

function resources(stack: TerraformStack): TerraformResource[] {
  return stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct));
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
