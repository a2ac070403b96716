import { isRefusal, type FindingObject } from '../../../model/finding';
import type { ServerVersion } from '../../../model/server/server-version';
import type { Topology } from '../../../model/topology/topology';
import { validate } from '../../../model/validity/validity';

/** An object that the broker refuses, and did not refuse before. */
export interface NewlyRefused {
  readonly object: FindingObject;
  readonly at: string;
  readonly message: string;
  readonly remedy?: string;
}

/** What the broker refuses of a topology, and did not refuse of the one before. */
export function newlyRefused(
  before: Topology | undefined,
  after: Topology,
  version: ServerVersion,
): readonly NewlyRefused[] {
  const idOf = (rule: string, object: FindingObject) => JSON.stringify([rule, object]);
  const known = new Set(
    before === undefined ? [] : validate(before, version).map(({ rule, object }) => idOf(rule, object)),
  );
  return validate(after, version).filter(({ kind, rule, object }) => isRefusal(kind) && !known.has(idOf(rule, object)));
}
