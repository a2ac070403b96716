import type { ApplyTo } from '../../../model/topology/topology';
import type { Fragment } from '../../../model/policies/fragment';
import type { PolicyKind } from '../../../model/policies/merge';
import { DerivedPolicies } from './derived-policies';
import type { ExchangeRef, QueueRef, VhostRef } from '../../references';
import { endOf } from '../end';
import { checkMethod } from '../../props/check-method';

/** What a fragment applies to: queues and exchanges that are declared, or all whose names match a pattern. */
export type FragmentTargets =
  | QueueRef
  | ExchangeRef
  | readonly (QueueRef | ExchangeRef)[]
  | {
      /** A PCRE pattern that is searched for in names. */
      readonly pattern: string;
      /** What kind of object it is for; settings that one of them does not know are left out for that one. */
      readonly applyTo: ApplyTo;
    };

/** How a fragment applies. */
export interface ApplyOptions {
  /**
   * Of two fragments that set the same key, the one of higher precedence decides; between equals, one for the object
   * itself decides over one for a pattern, and everything else is a contradiction. -99 to 99.
   * @default 0
   */
  readonly precedence?: number;
}

/** The fragments of policies in a virtual host. */
export class VhostPolicies {
  constructor(private readonly vhost: VhostRef) {}

  /** Applies a fragment: with all others it becomes the one policy that RabbitMQ applies to each object. */
  apply(fragment: Fragment, targets: FragmentTargets, options: ApplyOptions = {}): void {
    checkMethod('VhostPolicies.apply', this.vhost, [fragment, targets, options]);
    this.add('policy', fragment, targets, options);
  }

  /** Applies a fragment as operator policy: a limit that no policy can exceed; of several, the strictest counts. */
  applyAsOperator(fragment: Fragment, targets: FragmentTargets, options: ApplyOptions = {}): void {
    checkMethod('VhostPolicies.applyAsOperator', this.vhost, [fragment, targets, options]);
    this.add('operator policy', fragment, targets, options);
  }

  private add(kind: PolicyKind, fragment: Fragment, targets: FragmentTargets, { precedence }: ApplyOptions): void {
    const policies = DerivedPolicies.of(this.vhost);
    if ('pattern' in targets) {
      policies.apply(this.vhost, kind, { fragment, vhost: this.vhost.vhostName, to: targets, precedence });
      return;
    }
    for (const target of isList(targets) ? targets : [targets]) {
      const { kind: end, name } = endOf(target);
      const to = end === 'queue' ? { queue: name } : { exchange: name };
      policies.apply(this.vhost, kind, { fragment, vhost: this.vhost.vhostName, to, precedence });
    }
  }
}

function isList(
  targets: QueueRef | ExchangeRef | readonly (QueueRef | ExchangeRef)[],
): targets is readonly (QueueRef | ExchangeRef)[] {
  return Array.isArray(targets);
}
