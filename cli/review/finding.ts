import type { FindingObject } from '../../model/finding';

/**
 * What a change does when it is applied, the worst first:
 * - `data`: messages, or the way of messages to a queue, are lost
 * - `availability`: clients cannot work for some time, or for good
 * - `access`: somebody may do more or less than before, or needs another password
 * - `restart`: a node restarts while others go on; its clients connect again
 * - `online`: nobody is cut off
 */
export type Effect = 'data' | 'availability' | 'access' | 'restart' | 'online';

/** Something that a plan does, in the words of RabbitMQ. */
export interface ReviewFinding {
  readonly effect: Effect;
  /** The id of the kind of change: `queue/replaced`. */
  readonly change: string;
  readonly object: FindingObject;
  /** The address of the resource in Terraform. */
  readonly at: string;
  /** A clause that says what happens; never with a secret. */
  readonly message: string;
  /** What in the declaration brings it about. */
  readonly because?: string;
  /** What would do it without harm. */
  readonly remedy?: string;
  /** What a queue holds now, as far as its broker was asked. */
  readonly now?: { readonly messages: number; readonly consumers: number; readonly bytes?: number };
}

/** The effects, the worst first. */
export const effects: readonly Effect[] = ['data', 'availability', 'access', 'restart', 'online'];

/** The worst effect of several findings; undefined without any. */
export function worstEffect(findings: readonly { readonly effect: Effect }[]): Effect | undefined {
  return effects.find((effect) => findings.some((finding) => finding.effect === effect));
}

/** Whether a plan does it: otherwise it is on the broker already, and nobody declared it. */
export function isOfPlan({ change }: Pick<ReviewFinding, 'change'>): boolean {
  return !change.endsWith('/undeclared');
}

/** An effect that happens only when somebody allowed it by its name. */
export type Loss = Extract<Effect, 'data' | 'availability' | 'access'>;

/** Everything that must be allowed. */
export const losses: readonly Loss[] = ['data', 'availability', 'access'];

/** Whether an effect is one that must be allowed. */
export function isLoss(effect: Effect): effect is Loss {
  return losses.some((loss) => loss === effect);
}
