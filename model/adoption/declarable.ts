import { isDeepStrictEqual } from 'node:util';
import { canonical } from '../comparison/comparable';
import type { FindingObject } from '../finding';
import { bindingResource } from '../provider/bindings';
import { carriageFaults, isPathStep } from '../provider/carriage';
import { exchangeResource } from '../provider/exchanges';
import { permissionsResource } from '../provider/permissions';
import { operatorPolicyResource, policyResource } from '../provider/policies';
import { queueResource } from '../provider/queues';
import type {
  BindingDefinition,
  Declared,
  ParameterDefinition,
  PermissionDefinition,
  PolicyDefinition,
  Topology,
  TopicPermissionDefinition,
} from '../topology/topology';
import { isReserved } from '../topology/reserved-global-parameters';
import type { KnownOfBroker } from './known-of-broker';
import { exchangeClassOf } from './exchange-class';
import { endsOf, keyOf } from './keys';
import { limitFaults, isLimits, vhostFaults } from './limits';
import { linkFaults } from './links';
import { nameFaults, textFaults } from './name-faults';
import { operatorPolicyFaults } from './policy-props';
import { queueFaults } from './queue-faults';
import { serverExchanges } from './server-exchanges';

/** An object that stays on the broker as it is, in no declaration, and why. */
export interface LeftAlone {
  readonly object: FindingObject;
  readonly reason: string;
}

/**
 * What constructs and the provider can say just as it is.
 * @param leave - told what they cannot, and why
 */
export function declarable(topology: Topology, known: KnownOfBroker, leave: (alone: LeftAlone) => void): Topology {
  const keep = <T extends Declared>(
    all: readonly T[],
    objectOf: (element: T) => FindingObject,
    faultsOf: (element: T) => readonly string[],
  ) =>
    all.filter((element) => {
      const bare = { ...element, declaredAt: undefined };
      delete bare.declaredAt;
      const faults = [...textFaults(bare), ...faultsOf(bare)];
      if (faults.length > 0) leave({ object: objectOf(element), reason: [...new Set(faults)].join('; ') });
      return faults.length === 0;
    });
  const limits = topology.parameters.filter(isLimits);
  const vhosts = keep(topology.vhosts, vhostObject, (vhost) => vhostFaults(vhost, limits));
  const hosts = new Set(vhosts.map(({ name }) => name));
  const ends = endsIn(topology);
  const defaults = new Map(topology.vhosts.map(({ name, default_queue_type: type }) => [name, type]));
  return {
    vhosts,
    queues: keep(topology.queues, named('queue'), (queue) => [
      ...queueFaults(queue, defaults.get(queue.vhost), known),
      ...carriageFaults(queueResource, 'queues', queue),
    ]),
    exchanges: keep(
      topology.exchanges.filter(({ name }) => !serverExchanges.has(name) && !name.startsWith('amq.')),
      named('exchange'),
      (exchange) => [
        ...nameFaults(exchange.name),
        ...(exchange.durable ? [] : ['it is not durable, and constructs declare durable exchanges only']),
        ...(exchangeClassOf(exchange) === undefined ? [`no known plugin brings the type '${exchange.type}'`] : []),
        ...carriageFaults(exchangeResource, 'exchanges', exchange),
      ],
    ),
    bindings: keep(
      topology.bindings.filter(({ source }) => source !== ''),
      bindingObject,
      (binding) => [
        ...(binding.source.includes('/') || binding.destination.includes('/')
          ? ["the provider splits its ids at '/', and cannot read the binding back"]
          : []),
        ...([binding.source, binding.destination].some((end) => /[\r\n]/.test(end))
          ? ['an end of it has line breaks in its name, which RabbitMQ drops from what it is sent']
          : []),
        ...(endsOf(binding).every((end) => ends.has(end))
          ? []
          : ['an end of it is in no export: it is internal, or not there']),
        ...carriageFaults(bindingResource, 'bindings', binding),
      ],
    ),
    policies: keep(topology.policies, named('policy'), (policy) => [
      ...nameFaults(policy.name),
      ...priorityFaults(policy),
      ...(Object.keys(policy.definition).length === 0 ? ['it sets nothing'] : []),
      ...carriageFaults(policyResource, 'policies', policy),
    ]),
    operatorPolicies: keep(topology.operatorPolicies, named('operator policy'), (policy) => [
      ...nameFaults(policy.name),
      ...priorityFaults(policy),
      ...operatorPolicyFaults(policy, known.version),
      ...carriageFaults(operatorPolicyResource, 'operatorPolicies', policy),
    ]),
    permissions: keep(topology.permissions, permissionObject, (permission) =>
      carriageFaults(permissionsResource, 'permissions', permission),
    ),
    topicPermissions: topicPermissions(topology, keep),
    parameters: keep(topology.parameters, parameterObject, (parameter) =>
      isLimits(parameter) ? limitFaults(parameter, hosts) : linkFaults(parameter),
    ),
    users: keep(topology.users, userObject, () => [
      'only the broker knows its password, which the provider would change; its permissions are taken over',
    ]),
    globalParameters: keep(
      topology.globalParameters.filter(({ name }) => !isReserved(name)),
      globalParameterObject,
      () => ['the provider has no resource of it'],
    ),
  };
}

/** The objects of a topology by where they are declared, as a comparison names them. */
export function objectsByPlace(topology: Topology): ReadonlyMap<string, FindingObject> {
  const all = <T extends Declared>(elements: readonly T[], objectOf: (element: T) => FindingObject) =>
    elements.map((element) => [element.declaredAt ?? '', objectOf(element)] as const);
  return new Map([
    ...all(topology.vhosts, vhostObject),
    ...all(topology.queues, named('queue')),
    ...all(topology.exchanges, named('exchange')),
    ...all(topology.bindings, bindingObject),
    ...all(topology.policies, named('policy')),
    ...all(topology.operatorPolicies, named('operator policy')),
    ...all([...topology.permissions, ...topology.topicPermissions], permissionObject),
    ...all(topology.parameters, parameterObject),
    ...all(topology.users, userObject),
    ...all(topology.globalParameters, globalParameterObject),
  ]);
}

/** The provider has all topic permissions of a user in a virtual host together. */
function topicPermissions(
  topology: Topology,
  keep: (
    all: readonly TopicPermissionDefinition[],
    objectOf: (element: TopicPermissionDefinition) => FindingObject,
    faultsOf: (element: TopicPermissionDefinition) => readonly string[],
  ) => readonly TopicPermissionDefinition[],
): readonly TopicPermissionDefinition[] {
  const topics = new Set(
    topology.exchanges.filter(({ type }) => type === 'topic').map(({ vhost, name }) => keyOf('exchange', vhost, name)),
  );
  const others = topology.topicPermissions.filter(
    ({ vhost, exchange }) =>
      !topics.has(keyOf('exchange', vhost, exchange)) && serverExchanges.get(exchange) !== 'topic',
  );
  return keep(topology.topicPermissions, permissionObject, ({ user, vhost }) => [
    ...(others.some((one) => one.user === user && one.vhost === vhost)
      ? ['this user has one for something that is no topic exchange, and the provider has them all together']
      : []),
    ...(user.includes('@') || vhost.includes('@') ? ["the provider splits its ids at '@'"] : []),
    ...([user, vhost].some(isPathStep) ? ["HTTP drops '.' and '..' as steps of a path"] : []),
  ]);
}

/** What bindings can be between: what is there, and what a server has by itself. */
function endsIn(topology: Topology): ReadonlySet<string> {
  const vhosts = new Set(topology.bindings.map(({ vhost }) => vhost));
  return new Set([
    ...topology.queues.map(({ vhost, name }) => keyOf('queue', vhost, name)),
    ...topology.exchanges.map(({ vhost, name }) => keyOf('exchange', vhost, name)),
    ...[...vhosts].flatMap((vhost) =>
      [...serverExchanges.keys()].filter((name) => name !== '').map((name) => keyOf('exchange', vhost, name)),
    ),
  ]);
}

function priorityFaults({ priority }: PolicyDefinition): string[] {
  return Number.isSafeInteger(priority) ? [] : ['its priority is no whole number'];
}

function named(type: string) {
  return ({ vhost, name }: { readonly vhost: string; readonly name: string }): FindingObject => ({ type, vhost, name });
}

function vhostObject({ name }: { readonly name: string }): FindingObject {
  return { type: 'vhost', vhost: name, name };
}

function parameterObject({ component, vhost, name }: ParameterDefinition): FindingObject {
  return { type: component, vhost, name };
}

function userObject({ name }: { readonly name: string }): FindingObject {
  return { type: 'user', vhost: null, name };
}

function globalParameterObject({ name }: { readonly name: string }): FindingObject {
  return { type: 'global parameter', vhost: null, name };
}

function bindingObject(binding: BindingDefinition): FindingObject {
  const { source, vhost, destination, routing_key: key, arguments: args } = binding;
  const more = [...(key === '' ? [] : [key]), ...(isDeepStrictEqual(args, {}) ? [] : [canonical(args)])];
  const suffix = more.length === 0 ? '' : ` (${more.join(' ')})`;
  return { type: 'binding', vhost, name: `${source} -> ${destination}${suffix}` };
}

function permissionObject(permission: PermissionDefinition | TopicPermissionDefinition): FindingObject {
  const { user, vhost } = permission;
  return 'exchange' in permission
    ? { type: 'topic permission', vhost, name: `${user} for ${permission.exchange}` }
    : { type: 'permission', vhost, name: user };
}
