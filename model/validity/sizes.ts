import { hazard, refused, type Finding } from '../finding';
import type { DeclaredVia } from './circumstances';
import { groupBy } from '../group-by';
import { queueSubject, type TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';

/**
 * Queues that are more, or larger, than what is there for them.
 * @param nodes - how many nodes the cluster has; undefined when that isn't known
 */
export function* judgeSizes(
  index: TopologyIndex,
  nodes: number | undefined,
  declaredVia: DeclaredVia,
): Iterable<Finding> {
  if (nodes !== undefined) yield* judgeGroups(index, nodes);
  const queues = groupBy(index.topology.queues, ({ vhost }) => vhost);
  const bindings = groupBy([...index.bindingsToQueue.values()].flat(), ({ vhost }) => vhost);
  for (const { component, name, vhost, value, declaredAt } of index.topology.parameters) {
    if (component !== 'vhost-limits' || name !== 'limits' || typeof value !== 'object' || value === null) continue;
    const most = 'max-queues' in value ? value['max-queues'] : undefined;
    const count = queues.get(vhost)?.length ?? 0;
    if (typeof most !== 'number' || most < 0 || count <= most) continue;
    const subject = { object: { type: 'parameter', vhost, name }, at: declaredAt ?? '' };
    const message = `${count} queues are declared, but 'max-queues' is ${most}`;
    const remedy = 'raise the limit, or declare fewer queues';
    const bound = new Set((bindings.get(vhost) ?? []).map(({ destination }) => destination)).size;
    if (declaredVia !== 'import') {
      yield refused(subject, 'parameter/too-many-queues', `${message}: the broker rejects the surplus`, remedy);
    } else if (bound > most + 1 || (bound > most && most === 0)) {
      // It makes some queues at once, so that one more, on many processors a few, get through than may.
      const consequence = `an import skips the surplus and rejects its bindings: ${bound} of the queues have some`;
      yield refused(subject, 'parameter/too-many-queues', `${message}: ${consequence}`, remedy);
    } else {
      const consequence = 'an import silently skips the surplus';
      yield hazard(subject, 'parameter/too-many-queues', `${message}: ${consequence}`, remedy);
    }
  }
}

function* judgeGroups({ queues }: TopologyIndex, nodes: number): Iterable<Finding> {
  for (const { queue, settings } of queues.values()) {
    const size =
      queue.arguments['x-quorum-initial-group-size'] ??
      queue.arguments['x-initial-cluster-size'] ??
      settings.get('target-group-size');
    if (queue.imported === true || typeof size !== 'number' || size <= nodes) continue;
    const message = `it requests ${size} replicas, but the cluster has ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;
    yield hazard(queueSubject(queue), 'queue/group-larger-than-cluster', message, `request at most ${nodes}`);
  }
}

/** Elements that are declared more than once: which one counts depends on what comes first. */
export function* judgeDuplicates({ topology }: TopologyIndex, declaredVia: DeclaredVia): Iterable<Finding> {
  const lists = [
    ['queue', topology.queues],
    ['exchange', topology.exchanges],
    ['policy', topology.policies],
    ['operator policy', topology.operatorPolicies],
    ['vhost', topology.vhosts.map((vhost) => ({ ...vhost, vhost: vhost.name }))],
    ['user', topology.users.map((user) => ({ ...user, vhost: null }))],
  ] as const;
  for (const [type, elements] of lists) {
    const first = new Map<string, string>();
    for (const { vhost, name, declaredAt, imported } of elements) {
      if (imported === true) continue;
      const before = first.get(idOf(vhost ?? '', name));
      first.set(idOf(vhost ?? '', name), before ?? declaredAt ?? '');
      if (before === undefined) continue;
      const subject = { object: { type, vhost, name }, at: declaredAt ?? '' };
      const rule = `${type.replace(' ', '-')}/declared-twice`;
      const message = `it is declared at ${before} already`;
      // Users are made at once, and the second of two fails when the first is not there yet (seen on 4.0.5 and 4.3.6).
      yield type === 'user' && declaredVia === 'import'
        ? refused(subject, rule, `${message}: an import that meets both at once refuses the file`, 'keep one')
        : hazard(subject, rule, message, 'keep one');
    }
  }
}
