import type { ReviewFinding } from '../finding';
import { reasonOf } from '../reason';
import { count } from '../wording';
import { blockOf, type Attributes } from '../../../model/provider/attributes';
import { isSame, type PlannedResource } from '../../terraform/plan';
import { resourceName } from '../../terraform/resource-name';

/**
 * What a plan does with StatefulSets of Kubernetes, whose pods are nodes: a changed template is rolled through them one by
 * one, each after the one before is ready.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates
 */
export function reviewStatefulSets(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  return resources
    .filter((resource) => isStatefulSet(resource) && resource.action !== 'none')
    .map((resource): ReviewFinding => {
      const { address: at, action, before, after, replacePaths } = resource;
      const object = { type: 'StatefulSet', vhost: null, name: resourceName(resource) ?? at };
      const [old, now] = [blockOf(before ?? {}, 'spec'), blockOf(after ?? {}, 'spec')];
      const pods = count(Number(old['replicas']), 'pod');
      if (action === 'create') {
        return { effect: 'online', change: 'stateful-set/created', object, at, message: 'is created' };
      }
      if (action !== 'update') {
        const message = `is ${action}d: its ${pods} go at once, so that no client can work until they are back`;
        const because = [...new Set(replacePaths.map((path) => path.join('.')))].join(', ') || reasonOf(resource);
        return { effect: 'availability', change: `stateful-set/${action}d`, object, at, message, because };
      }
      return { ...updated(old, now), change: 'stateful-set/updated', object, at };
    });
}

/** Whether it is a StatefulSet of Kubernetes. */
export function isStatefulSet({ type }: PlannedResource): boolean {
  return /^kubernetes_stateful_set(_v1)?$/.test(type);
}

function updated(old: Attributes, now: Attributes): Pick<ReviewFinding, 'effect' | 'message' | 'because' | 'remedy'> {
  const [replicas, wanted] = [Number(old['replicas']), Number(now['replicas'])];
  if (wanted < replicas) {
    const hasMajority = wanted > replicas / 2;
    return {
      effect: hasMajority ? 'restart' : 'availability',
      message: `goes from ${replicas} to ${count(wanted, 'pod')}${hasMajority ? '' : ', and quorum queues lose their majority'}`,
      because: 'replicas',
      remedy: "take the nodes out of the cluster first, with 'rabbitmqctl forget_cluster_node'",
    };
  }
  if (isSame(blockOf(old, 'template'), blockOf(now, 'template')))
    return { effect: 'online', message: wanted > replicas ? `goes from ${replicas} to ${wanted} pods` : 'is changed' };
  return replicas > 1
    ? {
        effect: 'restart',
        message: `restarts its ${replicas} pods one by one: clients of each connect again, and quorum queues go on`,
        because: 'template',
      }
    : {
        effect: 'availability',
        message: 'restarts its only pod, so that no client can work until it is back',
        because: 'template',
      };
}
