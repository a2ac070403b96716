import { indexTopology } from '../../../model/analysis/topology-index';
import { idOf } from '../../../model/topology/object-id';
import type { EdgeKind } from '../../../model/diagram/diagram';
import { deadLetterPaths, type DeadLettering } from '../../../model/routing/dead-letters';
import { publishedMessage } from '../../../model/routing/message';
import type { Route } from '../../../model/routing/route';
import { Router } from '../../../model/routing/router';
import type { Arguments } from '../../../model/topology/topology';
import type { PageData } from '../page-data';

/** Where a message goes. */
export interface Way {
  readonly route: Route;
  readonly deadLetters: readonly DeadLettering[];
  /** The nodes and edges on its way, alive and dead. */
  readonly ids: ReadonlySet<string>;
}

/** Answers where messages go by the model that `rabbitmq-cdk route` has. */
export function wayfinder({ nodes, edges, topology, version, vhost }: PageData) {
  let known: Router | undefined;
  const nodeIds = new Map(nodes.map(({ kind, name, id }) => [idOf(kind, name), id]));
  const edgeIds = new Map(edges.map(({ id, kind, source, target }) => [[kind, source, target].join(' '), id]));
  const exchangeId = (name: string) => nodeIds.get(idOf('exchange', name));
  const queueId = (name: string) => nodeIds.get(idOf('queue', name));
  return (exchange: string, key: string, headers: Arguments): Way => {
    const router = (known ??= new Router(indexTopology(topology, version)));
    const message = publishedMessage(exchange, key, headers);
    const route = router.publish(vhost, message);
    const deadLetters = deadLetterPaths(router, vhost, route.queues, message).filter(
      (step) => step.exchange !== undefined,
    );
    const ids = new Set<string>();
    const add = (kind: EdgeKind, from: string | undefined, to: string | undefined) => {
      for (const id of [from, to, edgeIds.get([kind, from, to].join(' '))]) if (id !== undefined) ids.add(id);
    };
    const follow = ({ path }: Route) => {
      for (const { from, to, by } of path) {
        const target = to.kind === 'queue' ? queueId(to.name) : exchangeId(to.name);
        if (by === 'queue name') add('binding', undefined, target);
        else add(by, exchangeId(from), target);
      }
    };
    add('binding', exchangeId(exchange), undefined);
    follow(route);
    for (const step of deadLetters) {
      const from = queueId(step.from.queue);
      const through = edgeIds.get(['dead-letter', from, exchangeId(step.exchange ?? '')].join(' '));
      if (through !== undefined) add('dead-letter', from, exchangeId(step.exchange ?? ''));
      else for (const queue of step.route.queues) add('dead-letter', from, queueId(queue));
      follow(step.route);
    }
    return { route, deadLetters, ids };
  };
}
