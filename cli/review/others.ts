import { reasonOf } from './broker-change';
import { isNode } from './nodes';
import type { ReviewFinding, Effect } from './finding';
import type { PlannedResource } from './plan';

const reviewedElsewhere = [
  'rabbitmq_vhost',
  'rabbitmq_queue',
  'rabbitmq_exchange',
  'rabbitmq_binding',
  'rabbitmq_policy',
  'rabbitmq_operator_policy',
  'rabbitmq_user',
  'rabbitmq_permissions',
  'rabbitmq_topic_permissions',
  'docker_volume',
  'kubernetes_persistent_volume_claim',
  'kubernetes_persistent_volume_claim_v1',
];

/** What a plan does with all that has no words of its own: attributes by name, never by value. */
export function reviewOthers(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  return resources
    .filter((resource) => resource.action !== 'none' && !reviewedElsewhere.includes(resource.type) && !isNode(resource))
    .map((resource): ReviewFinding => {
      const { address: at, type, action, before, after, replacePaths } = resource;
      const changed = [...new Set(replacePaths.map(([name]) => String(name)))].join(', ');
      return {
        effect: effectOf(resource),
        change: `resource/${action}d`,
        object: { type, vhost: vhostOf(after ?? before ?? {}), name: nameOf(resource) },
        at,
        message: `is ${action}d`,
        because: action === 'create' ? undefined : changed || reasonOf(resource),
      };
    });
}

/** A StatefulSet takes its pods with it, and rolls a changed template through them one by one. */
function effectOf({ type, action }: PlannedResource): Effect {
  const isGoing = action === 'replace' || action === 'delete';
  if (/^kubernetes_namespace(_v1)?$/.test(type) && isGoing) return 'data';
  if (!/^kubernetes_stateful_set(_v1)?$/.test(type) || action === 'create') return 'online';
  return isGoing ? 'availability' : 'restart';
}

function vhostOf({ vhost }: PlannedResource['unknown']): string | null {
  return typeof vhost === 'string' ? vhost : null;
}

function nameOf({ address, before, after }: PlannedResource): string {
  const { name, metadata } = after ?? before ?? {};
  const [first] = (Array.isArray(metadata) ? metadata : []) as readonly { readonly name?: string }[];
  return typeof name === 'string' && name !== '' ? name : (first?.name ?? address);
}
