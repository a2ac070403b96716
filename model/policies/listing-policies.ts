import type { ApplyTo, Arguments } from '../topology/topology';
import type { ComposedPolicy } from './composed-policy';
import { canonical } from './canonical';
import { hashOf } from './definition-hash';
import { bucketNames, splitFrom } from './name-bucket';

/** Declared objects of one kind that have one definition. */
export interface Listed {
  readonly applyTo: ApplyTo;
  readonly definition: Arguments;
  readonly names: readonly string[];
  readonly priority: number;
}

/** Where policies are declared. */
export interface PolicyHome {
  readonly vhost: string;
  /** The id of the stack, so that another one's policies for the same virtual host have other names; empty for none. */
  readonly stack: string;
}

/**
 * 4.2.8 and later refuse patterns of more than 1,024 bytes, and no setting changes that. Earlier ones take 64 KiB, but a
 * server is upgraded one day, and its policies must not be in the way.
 */
const MOST_BYTES = 1_023;

/** Policies that list names. What they are called follows from what they say, and from the hashes of the names. */
export function listingPolicies(
  { vhost, stack }: PolicyHome,
  { applyTo, definition, names, priority }: Listed,
): ComposedPolicy[] {
  const buckets = bucketNames(names, MOST_BYTES);
  const base = `${applyTo}-${hashOf(canonical(definition) + stack)}`;
  const name = (label: string) => (label === '' ? base : `${base}-${label}`);
  return buckets.map((bucket) => ({
    name: name(bucket.label),
    vhost,
    pattern: bucket.pattern,
    'apply-to': applyTo,
    definition,
    priority,
    after: splitFrom(bucket.label, buckets).map(({ label }) => name(label)),
  }));
}
