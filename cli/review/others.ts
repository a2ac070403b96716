import { isBalancer } from './balancers';
import { reasonOf } from './broker-change';
import { isNode } from './nodes';
import type { ReviewFinding, Effect } from './finding';
import type { PlannedResource } from './plan';
import { isStatefulSet } from './stateful-sets';

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
    .filter((resource) => resource.action !== 'none' && !isReviewedElsewhere(resource))
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

/** What is created or changed of a load balancer harms nobody. */
function isReviewedElsewhere(resource: PlannedResource): boolean {
  const isGoing = resource.action === 'replace' || resource.action === 'delete';
  return (
    reviewedElsewhere.includes(resource.type) ||
    isNode(resource) ||
    isStatefulSet(resource) ||
    (isGoing && isBalancer(resource))
  );
}

/** A namespace takes everything with it, volumes too. */
function effectOf({ type, action }: PlannedResource): Effect {
  const isGoing = action === 'replace' || action === 'delete';
  return /^kubernetes_namespace(_v1)?$/.test(type) && isGoing ? 'data' : 'online';
}

function vhostOf({ vhost }: PlannedResource['unknown']): string | null {
  return typeof vhost === 'string' ? vhost : null;
}

function nameOf({ address, before, after }: PlannedResource): string {
  const { name, metadata } = after ?? before ?? {};
  const [first] = (Array.isArray(metadata) ? metadata : []) as readonly { readonly name?: string }[];
  return typeof name === 'string' && name !== '' ? name : (first?.name ?? address);
}
