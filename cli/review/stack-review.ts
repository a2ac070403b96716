import { ExitCode } from '../program/exit-code';
import type { OnlyChanges } from '../../model/diagram/only-changes';
import { isLoss, isOfPlan, worstEffect, type Effect, type ReviewFinding } from './finding';

/**
 * Why the review of a stack may not be the whole truth:
 * - `upstream-not-applied`: it needs what a stack gives that was not applied yet
 * - `upstream-changes`: it was planned on what other stacks give now, and those change too
 * - `broker-down`: its broker did not answer, so that the state was taken at its word
 * - `broker-not-asked`: what its broker holds is not known, so that counts and what nobody declared are missing
 * - `refused`: Terraform will not carry it out, because something is protected
 * - `incomplete`: an error stopped Terraform before it had planned everything
 */
export type MarkKind =
  'upstream-not-applied' | 'upstream-changes' | 'broker-down' | 'broker-not-asked' | 'refused' | 'incomplete';

/** A reservation about the review of one stack. */
export interface Caveat {
  readonly kind: MarkKind;
  readonly message: string;
}

/** What applying one stack would do. */
export interface StackReview {
  readonly stack: string;
  readonly caveats: readonly Caveat[];
  readonly findings: readonly ReviewFinding[];
  /** What changes of exchanges, queues and the ways between them, a diagram for each virtual host. */
  readonly diagrams: readonly OnlyChanges[];
  /** What only gets another address in the state, from one to the other. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** What exists and is taken over into the state, by the provider's id of it; what it changes is a finding too. */
  readonly imported: readonly { readonly id: string; readonly to: string }[];
  /** Why it could not be planned at all. */
  readonly failure?: string;
}

/** What several stacks come to: the worst effect, or that nothing changes, or that it is unknown. */
export type Verdict = Effect | 'nothing' | 'unknown';

/** The verdict on several stacks: what is lost for certain weighs more than what is unknown. */
export function verdictOf(reviews: readonly StackReview[]): Verdict {
  const worst = worstEffect(reviews.flatMap(({ findings }) => findings.filter(isOfPlan)));
  if (worst !== undefined && isLoss(worst)) return worst;
  if (reviews.some(({ failure }) => failure !== undefined)) return 'unknown';
  return worst ?? (reviews.some(isPartial) ? 'unknown' : 'nothing');
}

/** Whether not everything was planned, or not by what is there: that nothing was found says nothing then. */
function isPartial({ caveats }: StackReview): boolean {
  return caveats.some(({ kind }) => partial.includes(kind));
}

const partial: readonly MarkKind[] = ['upstream-not-applied', 'broker-down', 'incomplete'];

/** The exit code of a review: a reservation, or what nobody declared, is something to look at even where nothing changes. */
export function exitCodeOf(reviews: readonly StackReview[]): ExitCode {
  const code = exitCodes[verdictOf(reviews)];
  const isToldMore = reviews.some(({ caveats, findings }) => caveats.length + findings.length > 0);
  return code === ExitCode.ok && isToldMore ? ExitCode.notice : code;
}

const exitCodes: Readonly<Record<Verdict, ExitCode>> = {
  data: ExitCode.danger,
  availability: ExitCode.danger,
  unknown: ExitCode.failed,
  access: ExitCode.danger,
  restart: ExitCode.notice,
  online: ExitCode.notice,
  nothing: ExitCode.ok,
};
