import type { IndexedQueue, TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import { deadLetter } from './dead-letters';
import { anyMessage } from './message';
import { Router } from './router';

/** Which queues dead letters of others reach, whatever the message: one for each topology, for all who ask. */
export class DeadLetterGraph {
  /** Routes the messages. */
  readonly router: Router;
  private readonly found = new Map<string, ReadonlySet<string>>();

  constructor(private readonly index: TopologyIndex) {
    this.router = new Router(index);
  }

  /** The queues, by id, that some message may come to which a queue dead-letters. */
  from({ queue: { vhost, name }, type, settings }: IndexedQueue): ReadonlySet<string> {
    // A stream dead-letters nothing.
    if (type === 'stream') return none;
    // Of a message of which nothing is known, these three decide.
    const way = JSON.stringify([vhost, settings.get('dead-letter-exchange'), settings.get('dead-letter-routing-key')]);
    const known = this.found.get(way);
    if (known !== undefined) return known;
    // Rejected, because of a message that expires the broker leaves out what would be a cycle.
    const { route } = deadLetter(this.router, vhost, name, anyMessage, 'rejected');
    const reached = new Set(route.queues.map((target) => idOf(vhost, target)));
    this.found.set(way, reached);
    return reached;
  }

  /** All queues, by id, that dead letters of any queue may come to, without those that {@link reachesByName} means. */
  targets(): ReadonlySet<string> {
    return new Set([...this.index.queues.values()].flatMap((queue) => [...this.from(queue)]));
  }

  /** Whether a queue dead-letters to the queue that the message's own key names, which may be any of its virtual host. */
  reachesByName({ type, settings }: IndexedQueue): boolean {
    return (
      type !== 'stream' &&
      settings.get('dead-letter-exchange') === '' &&
      typeof settings.get('dead-letter-routing-key') !== 'string'
    );
  }
}

const none: ReadonlySet<string> = new Set();

const graphs = new WeakMap<TopologyIndex, DeadLetterGraph>();

/** The graph of a topology, which is made once. */
export function deadLetterGraph(index: TopologyIndex): DeadLetterGraph {
  const known = graphs.get(index) ?? new DeadLetterGraph(index);
  graphs.set(index, known);
  return known;
}
