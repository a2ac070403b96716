/** A kind and id of a finding, and what is said of the smallest input that yields it. */
export type Smallest = readonly [finding: string, said: () => readonly string[]];
