import type { TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import { effectivePolicies, type EffectivePolicy } from '../policies/effective-policy';
import type { PolicyTarget } from '../policies/policy-target';
import { builtInExchanges } from '../validity/names';
import { exchangeBindings, type FindBindings } from './exchange-bindings';

/** An exchange, made ready to route. */
export interface RoutingExchange {
  readonly name: string;
  readonly type: string;
  /** Whether publishers are refused. */
  readonly internal: boolean;
  readonly find: FindBindings;
  /** Where a message goes for which it has no binding. */
  readonly alternate?: string;
  /** Why it can't be told whether it has an alternate exchange. */
  readonly undecided: readonly string[];
}

/** Finds the exchanges of a topology, those that every virtual host has among them, and keeps what it made ready. */
export class RoutingExchanges {
  private readonly ready = new Map<string, Map<string, RoutingExchange | undefined>>();
  private policyOf: ((target: PolicyTarget) => EffectivePolicy) | undefined;

  constructor(private readonly index: TopologyIndex) {}

  /**
   * An exchange by its name.
   * @returns undefined when it is neither declared nor one that every virtual host has
   */
  get(vhost: string, name: string): RoutingExchange | undefined {
    let known = this.ready.get(vhost);
    if (known === undefined) this.ready.set(vhost, (known = new Map()));
    const found = known.get(name);
    if (found !== undefined || known.has(name)) return found;
    const made = this.make(vhost, name);
    known.set(name, made);
    return made;
  }

  private make(vhost: string, name: string): RoutingExchange | undefined {
    const id = idOf(vhost, name);
    const declared = this.index.exchanges.get(id);
    const bindings = this.index.bindingsFrom.get(id) ?? [];
    if (declared !== undefined) {
      const { exchange, alternate, undecided } = declared;
      const find = exchangeBindings(exchange, bindings);
      const isGiven = exchange.arguments['alternate-exchange'] !== undefined;
      const { type, internal } = exchange;
      return { name, type, internal, find, alternate, undecided: isGiven ? [] : undecided };
    }
    const type = builtInExchanges.get(name);
    if (type === undefined) return undefined;
    const { definition, undecided } = this.policyAt(vhost, name);
    const alternate = definition?.['alternate-exchange'];
    return {
      name,
      type,
      internal: name === 'amq.rabbitmq.trace',
      find: exchangeBindings({ name, type, arguments: {} }, bindings),
      ...(typeof alternate === 'string' ? { alternate } : {}),
      undecided,
    };
  }

  private policyAt(vhost: string, name: string): EffectivePolicy {
    this.policyOf ??= effectivePolicies(this.index.topology, this.index.version);
    return this.policyOf({ kind: 'exchange', vhost, name });
  }
}
