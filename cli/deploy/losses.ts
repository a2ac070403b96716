import type { Plan } from '../terraform/plan';
import { isLoss, type Loss } from '../review/finding';
import { groupFindings, sentenceOf } from '../review/report/finding-group';
import type { StackReview } from '../review/stack-review';
import { nodesAtOnce } from './nodes-at-once';

/** What a plan costs that must be allowed by name. */
export interface Cost {
  readonly loss: Loss;
  /** A clause that says what happens. */
  readonly message: string;
}

/**
 * What a plan costs, by its review and by how many nodes it takes away at once.
 * @param stack - the stack's name, for the remedies
 */
export function costsOf({ findings }: Pick<StackReview, 'findings'>, plan: Plan, stack: string): readonly Cost[] {
  return [
    ...groupFindings(findings).flatMap((group): readonly Cost[] => {
      const { effect } = group.first;
      return isLoss(effect) ? [{ loss: effect, message: sentenceOf(group, 10) }] : [];
    }),
    ...nodesAtOnce(plan, stack).map((message): Cost => ({ loss: 'availability', message })),
  ];
}

/**
 * Why a plan is not carried out: what it costs and nobody allowed, and how to allow it.
 * @returns clauses; empty when everything is allowed
 */
export function refusalsOf(costs: readonly Cost[], allowed: readonly Loss[]): readonly string[] {
  const refused = costs.filter(({ loss }) => !allowed.includes(loss));
  const kinds = [...new Set(refused.map(({ loss }) => loss))];
  if (kinds.length === 0) return [];
  return [
    ...refused.map(({ loss, message }) => `${loss}: ${message}`),
    `if that is meant, allow it by name: ${kinds.map((loss) => `--allow ${loss}`).join(' ')}`,
  ];
}
