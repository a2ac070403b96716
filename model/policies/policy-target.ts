import type { QueueType } from '../topology/topology';

/** A queue or exchange to which policies may apply. */
export type PolicyTarget =
  | { readonly kind: 'queue'; readonly vhost: string; readonly name: string; readonly type: QueueType }
  | { readonly kind: 'exchange'; readonly vhost: string; readonly name: string };
