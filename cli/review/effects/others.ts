import { isBalancer } from './balancers';
import { isNode, isVolume } from './nodes';
import type { ReviewFinding, Effect } from '../finding';
import { reasonOf } from '../reason';
import { isResourceType } from '../../../model/provider/resource-kinds';
import type { PlannedResource } from '../../terraform/plan';
import { resourceName } from '../../terraform/resource-name';
import { isStatefulSet } from './stateful-sets';

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
        object: { type, vhost: vhostOf(after ?? before ?? {}), name: resourceName(resource) ?? at },
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
    isResourceType(resource.type) ||
    isVolume(resource) ||
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
];

function vhostOf({ vhost }: PlannedResource['unknown']): string | null {
  return typeof vhost === 'string' ? vhost : null;
}
