import { reasonOf } from '../reason';
import type { ReviewFinding } from '../finding';
import { fileNames } from './nodes';
import { isUnfinished, madeAgain } from './unfinished';
import type { PlannedResource } from '../../terraform/plan';
import { resourceName } from '../../terraform/resource-name';

/** What a plan does with load balancers in containers, through which clients reach nodes. */
export function reviewBalancers(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  return resources
    .filter((resource) => isBalancer(resource) && (resource.action === 'replace' || resource.action === 'delete'))
    .map((resource): ReviewFinding => {
      const { address: at, type, action, before, replacePaths } = resource;
      const object = { type: 'load balancer', vhost: null, name: resourceName({ type, before }) ?? at };
      const because = [...new Set(replacePaths.map(([name]) => String(name)))].join(', ') || reasonOf(resource);
      if (isUnfinished(resource))
        return { effect: 'online', change: 'balancer/completed', object, at, message: madeAgain, because };
      const said = action === 'delete' ? 'is deleted' : 'is stopped and recreated';
      return {
        effect: 'availability',
        change: `balancer/${action}d`,
        ...{ object, at },
        message: `${said}: connections through it are cut off, and none can be made until it is back`,
        because,
      };
    });
}

/** Whether a container runs HAProxy. */
export function isBalancer({ type, before, after }: PlannedResource): boolean {
  return type === 'docker_container' && fileNames(after ?? before ?? {}).some((file) => file.endsWith('/haproxy.cfg'));
}
