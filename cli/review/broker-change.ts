import type { ServerVersion } from '../../model/server/server-version';
import type { Topology } from '../../model/topology/topology';
import type { LiveBroker } from '../broker/live-broker';
import { destroyed, topologyOfChanges, type Changes } from './change';

/** What a plan does with the topology of one broker. */
export interface BrokerChange {
  /** What becomes of each of its objects, also of those that stay as they are. */
  readonly changes: Changes;
  readonly before: Topology;
  readonly after: Topology;
  /** The version of the server that would carry it out. */
  readonly version: ServerVersion;
  /** What the broker said; absent when it was not asked, or did not answer. */
  readonly live?: LiveBroker;
}

/** What changes of its objects come to for a broker. */
export function brokerChange(changes: Changes, version: ServerVersion, live?: LiveBroker): BrokerChange {
  return {
    changes,
    before: topologyOfChanges(changes, 'before'),
    after: topologyOfChanges(changes, 'after'),
    version,
    live,
  };
}

/** The names of virtual hosts that go, with everything in them. */
export function vhostsGoing({ changes }: Pick<BrokerChange, 'changes'>): ReadonlySet<string> {
  return new Set(destroyed(changes.rabbitmq_vhost).map(({ before }) => before.name));
}
