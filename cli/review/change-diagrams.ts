import { indexTopology } from '../../model/analysis/topology-index';
import { compareDiagrams, hasChanges } from '../../model/diagram/compare-diagrams';
import type { Diagram } from '../../model/diagram/diagram';
import { onlyChanges, type OnlyChanges } from '../../model/diagram/only-changes';
import { Router } from '../../model/routing/router';
import type { BrokerChange } from './broker-change';
import { allChanges } from './change';

/** The greatest number of exchanges and queues in the diagram of a virtual host. */
export const MOST_DRAWN = 40;

/** What changes of exchanges, queues and the ways between them, as a diagram for each virtual host in which anything does. */
export function changeDiagrams(change: BrokerChange): readonly OnlyChanges[] {
  return comparedDiagrams(change).map((diagram) => onlyChanges(diagram, MOST_DRAWN));
}

/** Each virtual host in which anything changes, before and after, with what stays as it is. */
export function comparedDiagrams({ changes, before, after, version }: BrokerChange): readonly Diagram[] {
  const drawn = { ...changes, rabbitmq_user: [], rabbitmq_permissions: [], rabbitmq_topic_permissions: [] };
  const vhosts = new Set(
    allChanges(drawn)
      .filter(({ action }) => action !== 'none')
      .flatMap(({ before: was, after: is }) => [was, is])
      .flatMap((object) => (object !== undefined && 'vhost' in object ? [object.vhost] : [])),
  );
  if (vhosts.size === 0) return [];
  const [was, is] = [before, after].map((topology) => new Router(indexTopology(topology, version)));
  if (was === undefined || is === undefined) return [];
  return [...vhosts]
    .sort()
    .map((vhost) => compareDiagrams(was, is, vhost))
    .filter(hasChanges);
}
