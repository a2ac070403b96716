import { isBalancer } from './balancers';
import { reasonOf } from '../broker-change';
import { isNode } from './nodes';
import type { ReviewFinding, Effect } from '../finding';
import { blockOf, stringOf } from '../../../model/provider/attributes';
import type { PlannedResource } from '../../terraform/plan';
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
      const loss =
        action === 'replace' || action === 'delete' ? losses.find(({ types }) => types.test(type)) : undefined;
      const changed = [...new Set(replacePaths.map(([name]) => String(name)))].join(', ');
      return {
        effect: loss?.effect ?? 'online',
        change: `resource/${action}d`,
        object: { type, vhost: vhostOf(after ?? before ?? {}), name: nameOf(resource) },
        at,
        message: `is ${action}d${loss === undefined ? '' : `: ${loss.consequence}`}`,
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

/** What is lost with something that goes, even if it is made again at once. */
const losses: readonly { readonly types: RegExp; readonly effect: Effect; readonly consequence: string }[] = [
  {
    types: /^kubernetes_namespace(_v1)?$/,
    effect: 'data',
    consequence: 'everything in it goes too, volumes included',
  },
  {
    types: /^kubernetes_service(_v1)?$/,
    effect: 'availability',
    consequence: 'its name and address go, through which clients and nodes reach the pods behind it',
  },
  {
    types: /^rabbitmq_shovel$/,
    effect: 'data',
    consequence: 'it moves no message to its destination while it is not there',
  },
  {
    types: /^rabbitmq_federation_upstream$/,
    effect: 'data',
    consequence:
      'its links close, no message comes over them while they are not there, and what an exchange link has buffered upstream goes',
  },
];

function vhostOf({ vhost }: PlannedResource['unknown']): string | null {
  return typeof vhost === 'string' ? vhost : null;
}

function nameOf({ address, before, after }: PlannedResource): string {
  const { name, metadata } = after ?? before ?? {};
  return [name, blockOf({ metadata }, 'metadata')['name']].map(stringOf).find((one) => one !== '') ?? address;
}
