import { parseServerVersion, serverVersionOfImage, type ServerVersion } from '../../model/server/server-version';
import { reviewBalancers } from './effects/balancers';
import { brokerChange, type BrokerChange } from './broker-change';
import { readChanges, type Changes } from './change';
import type { DeclaredDefinitions } from './declared-definitions';
import { definitionsChanges, importedChanges, type DefinitionsChange } from './definitions-change';
import { reviewDefinitions } from './effects/definitions';
import type { ReviewFinding } from './finding';
import { byWeight, reviewBroker } from './review-broker';
import { groupBy } from '../../model/group-by';
import type { LiveBroker } from '../broker/live-broker';
import { reviewNodes, reviewVolumes } from './effects/nodes';
import { reviewOthers } from './effects/others';
import { objectOf } from './object-of';
import { blockOf, blocksOf } from '../../model/provider/attributes';
import { readObject } from '../../model/provider/provider-objects';
import { isResourceType } from '../../model/provider/resource-kinds';
import type { Attributes, Plan, PlannedResource } from '../terraform/plan';
import { resourceName } from '../terraform/resource-name';
import { isStatefulSet, reviewStatefulSets } from './effects/stateful-sets';
import { reviewUpgrades } from './effects/upgrades';

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
  /**
   * What the synthesized stack says of its definitions files.
   * @default [] - a file that holds what only the apply will tell is unknown
   */
  readonly declared?: readonly DeclaredDefinitions[];
}

/**
 * What a plan does, in the words of RabbitMQ.
 * @returns sorted: the worst first, then by kind of change and object
 */
export function reviewPlan(plan: Plan, options: ReviewOptions = {}): readonly ReviewFinding[] {
  const { resources } = plan;
  return [
    ...brokerChanges(plan, options).flatMap(reviewBroker),
    ...definitionsChanges(plan, options.declared).flatMap((change) =>
      reviewDefinitions(
        change,
        options.serverVersion ?? versionOf(resources, liveOf(change, options)),
        liveOf(change, options),
      ),
    ),
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

/** What a plan does with the topology of each broker, by the provider's resources and by definitions files. */
export function brokerChanges(plan: Plan, options: ReviewOptions = {}): readonly BrokerChange[] {
  const { resources } = plan;
  const ofBrokers = resources.filter(({ type }) => type.startsWith('rabbitmq_'));
  const changeOf = (changes: Changes, live: LiveBroker | undefined) =>
    brokerChange(changes, options.serverVersion ?? versionOf(resources, live), live);
  return [
    ...[...groupBy(ofBrokers, ({ provider }) => provider)].map(([provider, own]) =>
      changeOf(readChanges(own), options.live?.get(provider)),
    ),
    ...definitionsChanges(plan, options.declared)
      // Of a first import nothing is told object by object: there was nothing before.
      .filter(({ before, after }) => before !== undefined && after !== undefined)
      .map((change) => changeOf(importedChanges(change), liveOf(change, options))),
  ];
}

function liveOf({ provider }: DefinitionsChange, { live }: ReviewOptions): LiveBroker | undefined {
  return provider === undefined ? undefined : live?.get(provider);
}

/** What a resource of any provider is to people; its address where it has no name. */
function namedObject(resource: PlannedResource): ReviewFinding['object'] {
  const { address, type, before = {} } = resource;
  if (isResourceType(type)) return objectOf(type, readObject(type, before));
  return { type: type.replaceAll('_', ' '), vhost: null, name: resourceName({ type, before }) ?? address };
}

/** What leaves the state and stays as it is. */
function reviewForgotten({ resources }: Plan): readonly ReviewFinding[] {
  return resources
    .filter(({ isForgotten }) => isForgotten === true)
    .map((resource): ReviewFinding => {
      const { address: at } = resource;
      const object = namedObject(resource);
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
    .map((resource): ReviewFinding => {
      return {
        effect: 'online',
        change: 'drift/gone',
        object: namedObject(resource),
        at: resource.address,
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
