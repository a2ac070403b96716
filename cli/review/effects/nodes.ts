import { differences } from '../differences';
import type { Effect, ReviewFinding } from '../finding';
import { reasonOf } from '../reason';
import { count, list } from '../wording';
import { groupBy } from '../../../model/group-by';
import { blockOf, blocksOf, stringOf } from '../../../model/provider/attributes';
import { isSame, type Attributes, type PlannedResource } from '../../terraform/plan';
import { resourceName } from '../../terraform/resource-name';
import { isUnfinished, madeAgain } from './unfinished';

/**
 * What a plan does with nodes in containers and their volumes. Nodes on one network are one cluster. A plan destroys
 * before it creates, so all that it replaces is down at the same time.
 * @param resources - those of the whole stack
 */
export function reviewNodes(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  const nodes = resources.filter(isNode);
  const clusters = groupBy(nodes, ({ before, after }) => networkOf(before ?? after ?? {}));
  return [...clusters.values()].flatMap((cluster) => [...reviewCluster(cluster), ...passwords(cluster, resources)]);
}

/** What a plan does with volumes: all that a node has stored, declarations too. */
export function reviewVolumes(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  const declared = resources.filter(({ type, before }) => type.startsWith('rabbitmq_') && before !== undefined);
  const silent = declared.filter(({ action }) => action === 'none' || action === 'update').length;
  return resources
    .filter((resource) => isVolume(resource) && (resource.action === 'replace' || resource.action === 'delete'))
    .map((resource): ReviewFinding => {
      const { address: at, type, action, before = {} } = resource;
      const name = resourceName({ type, before }) ?? at;
      const mounted = resources.some((other) => isNode(other) && volumesOf(other.before ?? {}).includes(name));
      const declarations =
        mounted && silent > 0
          ? `; of what is declared on the broker ${count(silent, 'object')} would be there again only after the next apply`
          : '';
      return {
        effect: 'data',
        change: `volume/${action}d`,
        object: { type: 'volume', vhost: null, name },
        at,
        message: `is ${action}d: everything that its node has stored goes${declarations}`,
        because: action === 'replace' ? changedAttributes(resource) : reasonOf(resource),
      };
    });
}

/** Whether a container runs RabbitMQ. */
export function isNode({ type, before, after }: PlannedResource): boolean {
  if (type !== 'docker_container') return false;
  const attributes = after ?? before ?? {};
  const { env } = attributes;
  const files = fileNames(attributes);
  const variables = Array.isArray(env) ? env.map(String) : [];
  return (
    files.some((file) => file.startsWith('/etc/rabbitmq/')) || variables.some((one) => one.startsWith('RABBITMQ_'))
  );
}

/** Whether it keeps what a node stores. */
export function isVolume({ type }: PlannedResource): boolean {
  return volumeTypes.includes(type);
}

/** The files that are put into a container. */
export function fileNames({ upload }: Attributes): readonly string[] {
  return blocksOf({ upload }, 'upload').map(({ file }) => stringOf(file));
}

const volumeTypes = ['docker_volume', 'kubernetes_persistent_volume_claim', 'kubernetes_persistent_volume_claim_v1'];

function reviewCluster(cluster: readonly PlannedResource[]): readonly ReviewFinding[] {
  const there = cluster.filter((resource) => resource.before !== undefined && !isUnfinished(resource));
  const going = there.filter(({ action }) => action === 'replace' || action === 'delete');
  const left = there.length - going.length;
  const majority = Math.floor(there.length / 2) + 1;
  const effect: Effect = left >= majority ? 'restart' : 'availability';
  const consequence =
    there.length === 1
      ? 'it is the only node, so that no client can work until it is back'
      : left === 0
        ? `all ${there.length} nodes go at once, so that no client can work until they are back`
        : left < majority
          ? `${going.length} of ${there.length} nodes go at once, and quorum queues have no majority until they are back`
          : `${left} of ${there.length} nodes stay; clients of this one connect again, and quorum queues go on`;
  return cluster
    .filter(({ action }) => action !== 'none')
    .map((resource): ReviewFinding => {
      const { address: at, action } = resource;
      const object = { type: 'node', vhost: null, name: String((resource.after ?? resource.before ?? {})['name']) };
      if (action === 'create') return { effect: 'online', change: 'node/created', object, at, message: 'is created' };
      if (isUnfinished(resource)) return { effect: 'online', change: 'node/completed', object, at, message: madeAgain };
      const because = changedAttributes(resource) || reasonOf(resource);
      if (action === 'update') {
        return { effect: 'online', change: 'node/updated', object, at, message: 'is changed while it runs', because };
      }
      const said = action === 'delete' ? 'is deleted' : 'is stopped and recreated';
      return {
        effect,
        change: `node/${action}d`,
        object,
        at,
        message: `${said}: ${consequence}; transient messages in its classic queues go`,
        because,
        remedy:
          effect === 'availability' && there.length > 1 ? 'change one node at a time, and wait for each' : undefined,
      };
    });
}

/** The variables of a first boot mean nothing to a node that has its data. */
function passwords(
  cluster: readonly PlannedResource[],
  resources: readonly PlannedResource[],
): readonly ReviewFinding[] {
  return cluster.flatMap((resource): readonly ReviewFinding[] => {
    const { address: at, action, before, after, unknown } = resource;
    if (before === undefined || after === undefined || action === 'none') return [];
    const isOther = unknown['env'] === true || variable(before, bootPassword) !== variable(after, bootPassword);
    if (!isOther || variable(before, bootPassword) === undefined) return [];
    const volumes = volumesOf(before);
    const fresh = resources.some(
      (other) => isVolume(other) && other.action === 'replace' && volumes.includes(resourceName(other) ?? ''),
    );
    if (fresh) return [];
    return [
      {
        effect: 'availability',
        change: 'node/administrator-password',
        object: { type: 'node', vhost: null, name: String(after['name']) },
        at,
        message:
          'is given another password for its administrator, which it reads at its first boot only: Terraform will be locked out of the broker',
        remedy: `change it on the broker first, with 'rabbitmqctl change_password'`,
      },
    ];
  });
}

const bootPassword = 'RABBITMQ_DEFAULT_PASS';

function variable({ env }: Attributes, name: string): string | undefined {
  return Array.isArray(env) ? env.map(String).find((one) => one.startsWith(`${name}=`)) : undefined;
}

/** What cannot be changed in place, by name only: values may be secrets. */
function changedAttributes({ before = {}, after = {}, unknown, replacePaths, action }: PlannedResource): string {
  const names =
    action === 'update' ? differences(before, after).map(({ key }) => key) : replacePaths.map(([name]) => String(name));
  return [...new Set(names)]
    .map((name) =>
      name === 'upload' ? files(before, after) : name === 'env' ? variables(before, after, unknown) : name,
    )
    .join(', ');
}

function files(before: Attributes, after: Attributes): string {
  const [old, now] = [contents(before), contents(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((file) => !isSame(old.get(file), now.get(file)));
  return changed.map((file) => `${file}${lines(old.get(file) ?? '', now.get(file) ?? '')}`).join(', ');
}

function contents({ upload }: Attributes): ReadonlyMap<string, string> {
  return new Map(blocksOf({ upload }, 'upload').map(({ file, content }) => [stringOf(file), stringOf(content)]));
}

/** The keys of a configuration file that differ. */
function lines(old: string, now: string): string {
  const keys = (text: string) =>
    Object.fromEntries(
      text
        .split('\n')
        .flatMap((line) => /^([\w.]+)\s*=\s*(.*)$/.exec(line)?.slice(1, 3).join('\0') ?? [])
        .map((pair) => pair.split('\0')),
    );
  const changed = differences(keys(old), keys(now)).map(({ key }) => key);
  return changed.length === 0 ? '' : ` (${list(changed)})`;
}

function variables(before: Attributes, after: Attributes, unknown: Attributes): string {
  const [old, now] = [environment(before), environment(after)];
  const names = differences(old, now).map(({ key }) => key);
  return unknown['env'] === true || names.length === 0 ? 'env' : `env (${list(names)})`;
}

function environment({ env }: Attributes): Attributes {
  return Object.fromEntries((Array.isArray(env) ? env.map(String) : []).map((one) => one.split(/=(.*)/s).slice(0, 2)));
}

function networkOf({ networks_advanced: networks }: Attributes): string {
  return stringOf(blockOf({ networks }, 'networks')['name']);
}

function volumesOf({ volumes }: Attributes): readonly string[] {
  return blocksOf({ volumes }, 'volumes').map(({ volume_name: name }) => stringOf(name));
}
