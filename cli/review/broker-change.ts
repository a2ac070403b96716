import type { FindingObject } from '../../model/finding';
import type { ServerVersion } from '../../model/server/server-version';
import type { Topology } from '../../model/topology/topology';
import type { LiveBroker } from '../broker/live-broker';
import type { Attributes, PlannedResource } from '../terraform/plan';

/** What a plan does with the topology of one broker. */
export interface BrokerChange {
  /** The broker's resources in the plan, changed or not. */
  readonly resources: readonly PlannedResource[];
  readonly before: Topology;
  readonly after: Topology;
  /** The version of the server that would carry it out. */
  readonly version: ServerVersion;
  /** What the broker said; absent when it was not asked, or did not answer. */
  readonly live?: LiveBroker;
}

/** The broker's resources of a type that are destroyed, whether or not they are made again. */
export function destroyed({ resources }: BrokerChange, type: string): readonly Destroyed[] {
  return resources.filter(
    (resource): resource is Destroyed =>
      resource.type === type && (resource.action === 'replace' || resource.action === 'delete'),
  );
}

/** A resource that is destroyed, so that it was there. */
export type Destroyed = PlannedResource & { readonly action: 'replace' | 'delete'; readonly before: Attributes };

/** The names of virtual hosts that go, with everything in them. */
export function vhostsGoing(change: BrokerChange): ReadonlySet<string> {
  return new Set(destroyed(change, 'rabbitmq_vhost').map(({ before }) => String(before['name'])));
}

/** What a finding is about, by the attributes of its resource. */
export function objectOf(type: string, attributes: Attributes): FindingObject {
  const { vhost, name } = attributes;
  return { type, vhost: typeof vhost === 'string' ? vhost : null, name: String(name) };
}

/** Why Terraform destroys something, where no attribute is the reason. */
export function reasonOf({ type, action, reason }: PlannedResource): string | undefined {
  if (reason === 'delete_because_no_resource_config') {
    const removed = 'its declaration was removed';
    return protectable.includes(type)
      ? `${removed}, and with it the removal policy that could have stopped this`
      : removed;
  }
  if (action !== 'replace') return undefined;
  return reason === undefined ? undefined : replaceReasons[reason];
}

/** What `removalPolicy` protects: Terraform knows `prevent_destroy` only of what is declared. */
const protectable = ['rabbitmq_queue', 'rabbitmq_vhost', 'docker_volume'];

const replaceReasons: Readonly<Record<string, string>> = {
  replace_by_request: 'it was asked for',
  replace_because_tainted: 'an earlier apply failed half-way',
  replace_by_triggers: 'what it depends on is replaced',
};

/** `1 binding`, `2 bindings` */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Names for a sentence, the first few of them. */
export function list(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `'${name}'`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
