import { parseServerVersion, serverVersionOfImage, type ServerVersion } from '../../model/server/server-version';
import { reviewBalancers } from './effects/balancers';
import { reviewBindings } from './effects/bindings';
import type { BrokerChange } from './broker-change';
import { reviewExchanges } from './effects/exchanges';
import { definitionsChanges, importedResources, type DefinitionsChange } from './definitions-change';
import { reviewDefinitions } from './effects/definitions';
import { effects, type ReviewFinding } from './finding';
import { groupBy } from './group-by';
import type { LiveBroker } from '../broker/live-broker';
import { reviewNodes, reviewVolumes } from './effects/nodes';
import { reviewOthers } from './effects/others';
import { reviewPermissions } from './effects/permissions';
import { blockOf, blocksOf, stringOf } from '../../model/provider/attributes';
import type { Attributes, Plan, PlannedResource } from '../terraform/plan';
import { planTopology } from '../terraform/plan-topology';
import { reviewPolicies } from './effects/policies';
import { reviewQueues } from './effects/queues';
import { withRenames } from './effects/renamed';
import { isStatefulSet, reviewStatefulSets } from './effects/stateful-sets';
import { reviewUndeclaredPolicies } from './effects/undeclared-policies';
import { reviewUpgrades } from './effects/upgrades';
import { reviewUsers } from './effects/users';
import { reviewVhosts } from './effects/vhosts';

/** What a review knows beside the plan. */
export interface ReviewOptions {
  /**
   * The version of the servers.
   * @default - what the broker says, else the tag of its image, else the newest that is known
   */
  readonly serverVersion?: ServerVersion;
  /**
   * What the brokers say, by the key of their provider in the plan.
   * @default - nothing is asked
   */
  readonly live?: ReadonlyMap<string, LiveBroker>;
}

/**
 * What a plan does, in the words of RabbitMQ.
 * @returns sorted: the worst first, then by kind of change and object
 */
export function reviewPlan(plan: Plan, options: ReviewOptions = {}): readonly ReviewFinding[] {
  const { resources } = plan;
  const ofBrokers = resources.filter(({ type }) => type.startsWith('rabbitmq_'));
  return [
    ...[...groupBy(ofBrokers, ({ provider }) => provider)].flatMap(([provider, own]) => {
      const live = options.live?.get(provider);
      const version = options.serverVersion ?? versionOf(resources, live);
      return reviewBroker({
        resources: own,
        before: planTopology(own, 'before'),
        after: planTopology(own, 'after'),
        version,
        live,
      });
    }),
    ...definitionsChanges(resources).flatMap((change) => {
      const version = options.serverVersion ?? versionOf(resources, undefined);
      return [...reviewImport(change, version), ...reviewDefinitions(change, version)];
    }),
    ...reviewNodes(resources),
    ...reviewBalancers(resources),
    ...reviewStatefulSets(resources),
    ...reviewUpgrades(resources),
    ...reviewVolumes(resources),
    ...reviewOthers(resources),
    ...reviewDrift(plan),
    ...reviewForgotten(plan),
    ...plan.outputs.map((name): ReviewFinding => {
      const object = { type: 'output', vhost: null, name };
      return { effect: 'online', change: 'output/changed', object, at: `output.${name}`, message: 'changes' };
    }),
  ].sort(byWeight);
}

/** Of a first import nothing is told object by object: there was nothing before. */
function reviewImport(change: DefinitionsChange, version: ServerVersion): readonly ReviewFinding[] {
  if (change.before === undefined) return [];
  const own = importedResources(change);
  const sides = { before: planTopology(own, 'before'), after: planTopology(own, 'after') };
  return [...reviewBroker({ resources: own, ...sides, version }), ...reviewOthers(own)];
}

function reviewBroker(change: BrokerChange): readonly ReviewFinding[] {
  const findings = [
    reviewVhosts,
    reviewQueues,
    reviewExchanges,
    reviewBindings,
    reviewPolicies,
    reviewUndeclaredPolicies,
    reviewUsers,
    reviewPermissions,
  ].flatMap((review) => review(change));
  return withRenames(findings, change);
}

/** What people call something; its address where it has no name. */
function namedObject(type: string, attributes: Attributes, at: string): ReviewFinding['object'] {
  const { name, user, vhost, source, destination, routing_key: key } = attributes;
  const known = type === 'rabbitmq_binding' ? `${stringOf(source)} -> ${stringOf(destination)}` : (name ?? user ?? at);
  const suffix = type === 'rabbitmq_binding' && stringOf(key) !== '' ? ` (${stringOf(key)})` : '';
  return {
    type: type.replace('rabbitmq_', '').replaceAll('_', ' '),
    vhost: typeof vhost === 'string' ? vhost : null,
    name: `${stringOf(known)}${suffix}`,
  };
}

/** What leaves the state and stays as it is. */
function reviewForgotten({ resources }: Plan): readonly ReviewFinding[] {
  return resources
    .filter(({ isForgotten }) => isForgotten === true)
    .map(({ address: at, type, before = {} }): ReviewFinding => {
      const object = namedObject(type, before, at);
      return {
        effect: 'online',
        change: 'resource/forgotten',
        object,
        at,
        message: 'stays as it is, and leaves the state',
      };
    });
}

/** What went while nobody planned it: the plan makes it again, empty. */
function reviewDrift({ drift, resources }: Plan): readonly ReviewFinding[] {
  const made = new Set(resources.filter(({ action }) => action === 'create').map(({ address }) => address));
  return drift
    .filter(({ action, address }) => action === 'delete' && made.has(address))
    .map(({ address: at, type, before = {} }): ReviewFinding => {
      return {
        effect: 'online',
        change: 'drift/gone',
        object: namedObject(type, before, at),
        at,
        message: 'is no longer there, although no plan removed it; it is made again',
      };
    });
}

function versionOf(resources: readonly PlannedResource[], live: LiveBroker | undefined): ServerVersion {
  const said = live === undefined ? undefined : parseServerVersion(live.serverVersion);
  if (said !== undefined) return said;
  const images = [
    ...resources.filter(({ type }) => type === 'docker_image').map(({ after }) => String(after?.['name'])),
    ...resources.filter(isStatefulSet).flatMap(({ after, before }) => podImages(after ?? before ?? {})),
  ];
  const [tagged] = images
    .filter((image) => image.includes('rabbitmq'))
    .flatMap((image) => serverVersionOfImage(image) ?? []);
  return tagged ?? { major: 4, minor: 2, patch: Infinity };
}

function podImages(statefulSet: Attributes): readonly string[] {
  const pod = ['spec', 'template', 'spec'].reduce(blockOf, statefulSet);
  return blocksOf(pod, 'container').map(({ image }) => String(image));
}

function byWeight(one: ReviewFinding, other: ReviewFinding): number {
  const order = effects.indexOf(one.effect) - effects.indexOf(other.effect);
  return order !== 0 ? order : compare(sortKey(one), sortKey(other));
}

function sortKey({ change, object, at }: ReviewFinding): string {
  return JSON.stringify([change, object.vhost, object.name, at]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
