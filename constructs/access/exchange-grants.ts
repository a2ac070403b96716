import type { Arguments } from '../../model/topology/topology';
import { grant } from './granted-permissions';
import type { ExchangeRef, UserRef } from '../references';
import { checkMethod } from '../props/check-method';

/** What users may do with an exchange. */
export class ExchangeGrants {
  /**
   * Makes the grants of an exchange.
   * @param exchange - the exchange
   * @param given - the arguments with which it is declared, as far as they are known here
   */
  constructor(
    private readonly exchange: ExchangeRef,
    private readonly given: Arguments,
  ) {}

  /**
   * Publish to the exchange: write on it.
   * @param user - who may
   * @param routingKeys - topic patterns (`order.*`, `payment.#`) of the keys it may use, on topic exchanges only; all when
   * none is given
   */
  publish(user: UserRef, ...routingKeys: readonly string[]): void {
    checkMethod('ExchangeGrants.publish', this.exchange, [user, ...routingKeys]);
    grant(user, this.exchange.vhost, { to: 'publish', ...this.source(routingKeys) }, this.exchange);
  }

  /**
   * Take messages from the exchange into a queue of its own that the server names: configure, write and read on names that
   * start with `amq.gen-`, and read on the exchange.
   * @param user - who may
   * @param routingKeys - the binding keys it may use, on topic exchanges only; all when none is given
   */
  subscribe(user: UserRef, ...routingKeys: readonly string[]): void {
    checkMethod('ExchangeGrants.subscribe', this.exchange, [user, ...routingKeys]);
    const destination = { startingWith: 'amq.gen-' };
    grant(user, this.exchange.vhost, { to: 'use-server-named-queues' });
    grant(user, this.exchange.vhost, { to: 'bind', destination, source: this.source(routingKeys) }, this.exchange);
  }

  /**
   * Declare the exchange as it is declared here, and delete it: configure on the exchange; where it has an alternate
   * exchange by an argument, also read on the exchange and write on the alternate.
   */
  declare(user: UserRef): void {
    checkMethod('ExchangeGrants.declare', this.exchange, [user]);
    const { exchangeName: name, vhost } = this.exchange;
    grant(user, vhost, { to: 'declare', kind: 'exchange', name, arguments: this.given });
  }

  /** Ask whether the exchange exists, as a passive declare does: what that takes depends on the server's version. */
  declarePassively(user: UserRef): void {
    checkMethod('ExchangeGrants.declarePassively', this.exchange, [user]);
    grant(user, this.exchange.vhost, { to: 'declare-passively', name: this.exchange.exchangeName });
  }

  /**
   * Bind the exchange to another, whose messages it then takes: write on the exchange, read on the other.
   * @param user - who may
   * @param source - the exchange whose messages they take
   * @param routingKeys - the binding keys it may use, on topic exchanges only; all when none is given
   */
  bind(user: UserRef, source: ExchangeRef, ...routingKeys: readonly string[]): void {
    checkMethod('ExchangeGrants.bind', this.exchange, [user, source, ...routingKeys]);
    const { exchangeName: destination, vhost } = this.exchange;
    const { exchangeName: exchange, exchangeType: type } = source;
    grant(
      user,
      vhost,
      { to: 'bind', destination, source: { exchange, type, routingKeys: keysOf(routingKeys) } },
      source,
    );
  }

  private source(routingKeys: readonly string[]) {
    const { exchangeName: exchange, exchangeType: type } = this.exchange;
    return { exchange, type, routingKeys: keysOf(routingKeys) };
  }
}

/** No key stands for all of them. */
export function keysOf(routingKeys: readonly string[]): readonly string[] | undefined {
  return routingKeys.length === 0 ? undefined : routingKeys;
}
