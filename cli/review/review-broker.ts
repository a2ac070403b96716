import type { BrokerChange } from './broker-change';
import { reviewBindings } from './effects/bindings';
import { reviewExchanges } from './effects/exchanges';
import { reviewLinks } from './effects/links';
import { reviewPermissions } from './effects/permissions';
import { reviewPolicies } from './effects/policies';
import { reviewQueues } from './effects/queues';
import { withRenames } from './effects/renamed';
import { reviewRoutes } from './effects/routes';
import { reviewUndeclaredBeside } from './effects/undeclared-beside';
import { reviewUndeclaredPolicies } from './effects/undeclared-policies';
import { reviewUsers } from './effects/users';
import { reviewVhosts } from './effects/vhosts';
import { effects, type ReviewFinding } from './finding';

/** What a change does to the objects of one broker. */
export function reviewBroker(change: BrokerChange): readonly ReviewFinding[] {
  const findings = [
    reviewVhosts,
    reviewQueues,
    reviewExchanges,
    reviewBindings,
    reviewRoutes,
    reviewPolicies,
    reviewUndeclaredPolicies,
    reviewUndeclaredBeside,
    reviewUsers,
    reviewPermissions,
  ].flatMap((review) => review(change));
  return [...withRenames(findings, change), ...reviewLinks(change)];
}

/** Sorts findings: the worst first, then by kind of change and object. */
export function byWeight(one: ReviewFinding, other: ReviewFinding): number {
  const order = effects.indexOf(one.effect) - effects.indexOf(other.effect);
  return order !== 0 ? order : compare(sortKey(one), sortKey(other));
}

function sortKey({ change, object, at }: ReviewFinding): string {
  return JSON.stringify([change, object.vhost, object.name, at]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
