import type { Arguments } from '../topology/topology';

/** What a user is to be able to do in a virtual host. */
export interface Grant {
  readonly user: string;
  readonly vhost: string;
  readonly intent: Intent;
  /** Where it was granted. */
  readonly declaredAt?: string;
}

/** One queue or exchange, or all whose names start so. */
export type Named = string | { readonly startingWith: string };

/** An exchange as far as its type matters: routing keys only narrow what may be done with topic exchanges. */
export interface GrantedExchange {
  /** The default exchange is empty. */
  readonly exchange: Named;
  /** `topic`, `direct`, …; absent where many are meant. */
  readonly type?: string;
  /** The keys that it is for; absent: all. */
  readonly routingKeys?: readonly string[];
}

/** What is to be possible, in the words of those who ask for it. */
export type Intent =
  /** Everything, on everything in the virtual host. */
  | { readonly to: 'administer' }
  /** To see the virtual host in the management UI and HTTP API, and nothing else. */
  | { readonly to: 'monitor' }
  /** To consume from a queue, get from it, or purge it. */
  | { readonly to: 'consume'; readonly queue: Named }
  /** To publish, on topic exchanges with keys that these topic patterns match. */
  | ({ readonly to: 'publish' } & GrantedExchange)
  /** To declare a queue or exchange with these arguments, and to delete it. */
  | {
      readonly to: 'declare';
      readonly kind: 'queue' | 'exchange';
      readonly name: Named;
      readonly arguments?: Arguments;
    }
  /** To ask whether a queue or exchange exists: a passive declare, as some clients do before they use one. */
  | { readonly to: 'declare-passively'; readonly name: Named }
  /** To bind a queue or exchange to a source and to unbind it, on topic exchanges with exactly these keys. */
  | { readonly to: 'bind'; readonly destination: Named; readonly source: GrantedExchange }
  /** To have queues that the server names, as consumers of their own copies and of replies do. */
  | { readonly to: 'use-server-named-queues' };

/** Whether a grant is for some routing keys only, so that there is a topic permission. */
export function isForSomeKeys(intent: Intent): boolean {
  const to = intent.to === 'publish' ? intent : intent.to === 'bind' ? intent.source : undefined;
  return to?.routingKeys !== undefined && typeof to.exchange === 'string' && to.type === 'topic';
}
