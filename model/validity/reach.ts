import { hazard, type Finding } from '../finding';
import { readPattern } from '../pattern/pattern';
import { groupBy } from '../group-by';
import { deadLetterGraph } from '../routing/dead-letter-graph';
import { exchangeSubject, queueSubject, type TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';

/** Queues that no message can come to, and exchanges that drop what comes to them. */
export function* judgeReachability(index: TopologyIndex): Iterable<Finding> {
  yield* judgeQueues(index);
  for (const [id, { exchange, alternate, federated, undecided }] of index.exchanges) {
    const bound = index.bindingsFrom.has(id) || alternate !== undefined || federated || undecided.length > 0;
    if (bound || exchange.imported === true || exchange.name.startsWith('amq.') || exchange.name === '') continue;
    const message = 'it has no binding and no alternate exchange: messages published to it are dropped';
    yield hazard(exchangeSubject(exchange), 'exchange/no-binding', message, 'add a binding, or remove the exchange');
  }
}

function* judgeQueues(index: TopologyIndex): Iterable<Finding> {
  const { topology, version, queues, bindingsToQueue } = index;
  const graph = deadLetterGraph(index);
  const targets = new Set([...graph.targets(), ...shovelTargets(index)]);
  const byName = new Set([...queues.values()].flatMap((one) => (graph.reachesByName(one) ? [one.queue.vhost] : [])));
  for (const [vhost, permissions] of groupBy(topology.permissions, (permission) => permission.vhost)) {
    // Who may write to the default exchange reaches every queue by its name, as do dead letters that keep their key there.
    if (byName.has(vhost)) continue;
    const patterns = permissions.map(({ write }) => readPattern(write === '' ? '^$' : write, version));
    if (patterns.some((pattern) => pattern.matches('amq.default') !== false)) continue;
    for (const [id, { queue }] of queues) {
      if (queue.vhost !== vhost || queue.imported === true || bindingsToQueue.has(id) || targets.has(id)) continue;
      const message = 'it has no binding, and no user may write to the default exchange: it cannot receive messages';
      yield hazard(
        queueSubject(queue),
        'queue/unreachable',
        message,
        "add a binding, or grant a user 'write' on 'amq.default'",
      );
    }
  }
}

/** Queues to which shovels bring messages without a binding. */
function shovelTargets({ topology }: TopologyIndex): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const { component, value, vhost } of topology.parameters) {
    if (component !== 'shovel' || typeof value !== 'object' || value === null || !('dest-queue' in value)) continue;
    targets.add(idOf(vhost, String(value['dest-queue'])));
  }
  return targets;
}
