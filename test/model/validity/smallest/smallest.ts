import type { Finding } from '../../../../model/finding';

/** A kind and id of a finding, and what is found in the smallest input that yields it. */
export type Smallest = readonly [finding: string, found: () => readonly Finding[]];
