import { isRefusal, type Finding } from '../model/finding';

/** Somebody's word that a finding is known and meant. */
export interface Acknowledgement {
  /** A construct path: it holds for the construct and all within. */
  readonly at: string;
  /** The id of the rule. */
  readonly rule: string;
  /** Why it is intended, for later readers. */
  readonly reason: string;
}

/** What is left after acknowledgements. */
export interface Acknowledged {
  readonly findings: readonly Finding[];
  /** What is wrong with the acknowledgements themselves, as sentences. */
  readonly faults: readonly string[];
}

/**
 * Takes away what was acknowledged. What the broker refuses can't be acknowledged; and an acknowledgement that isn't
 * needed, or no longer, is a fault, so that none outlives its reason.
 */
export function acknowledge(findings: readonly Finding[], acknowledgements: readonly Acknowledgement[]): Acknowledged {
  const used = new Set<Acknowledgement>();
  const left = findings.filter((finding) => {
    const covering = acknowledgements.filter(
      ({ at, rule }) => rule === finding.rule && (finding.at === at || finding.at.startsWith(`${at}/`)),
    );
    if (isRefusal(finding.kind)) return true;
    for (const acknowledgement of covering) used.add(acknowledgement);
    return covering.length === 0;
  });
  const faults = acknowledgements.flatMap((acknowledgement) =>
    faultsOf(acknowledgement, used.has(acknowledgement), left),
  );
  return { findings: left, faults };
}

function faultsOf({ at, rule, reason }: Acknowledgement, used: boolean, left: readonly Finding[]): string[] {
  const where = `[${at}] the acknowledgement of '${rule}'`;
  const faults = reason.trim() === '' ? [`${where} has no reason; add one`] : [];
  if (used) return faults;
  const refusal = left.some((finding) => isRefusal(finding.kind) && finding.rule === rule);
  return [
    ...faults,
    refusal
      ? `${where} has no effect: the broker rejects the object; fix that first`
      : `${where} is unused: nothing there violates the rule; remove it, or correct the id`,
  ];
}
