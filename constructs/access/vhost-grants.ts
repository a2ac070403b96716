import type { ITerraformDependable } from 'cdktf';
import type { Arguments } from '../../model/topology/topology';
import { keysOf } from './exchange-grants';
import { grant } from './granted-permissions';
import type { ExchangeRef, UserRef, VhostRef } from '../references';
import { checkMethod } from '../props/check-method';

/** Queues and exchanges that are not declared here, by how their names start. */
export interface StartingWith {
  /** The beginning of the names: `app.` */
  readonly startingWith: string;
}

/** With what an application declares its queues. */
export interface DeclareQueuesOptions {
  /**
   * The dead-letter exchange that it gives them as an argument.
   * @default - none
   */
  readonly deadLetterExchange?: ExchangeRef;
}

/** What users may do in a virtual host, beyond what is declared in it. */
export class VhostGrants {
  constructor(private readonly vhost: VhostRef) {}

  /** Everything, on everything: `.*`, which nothing else grants. */
  administer(user: UserRef): void {
    checkMethod('VhostGrants.administer', this.vhost, [user]);
    grant(user, this.vhost, { to: 'administer' });
  }

  /**
   * See the virtual host in the management UI and HTTP API, for a user with the tag `monitoring` or `management`: no
   * permission on any object, since read would let it take messages away.
   */
  monitor(user: UserRef): void {
    checkMethod('VhostGrants.monitor', this.vhost, [user]);
    grant(user, this.vhost, { to: 'monitor' });
  }

  /** Publish to exchanges whose names start so: write on them. */
  publish(user: UserRef, exchange: StartingWith): void {
    checkMethod('VhostGrants.publish', this.vhost, [user, exchange]);
    grant(user, this.vhost, { to: 'publish', exchange });
  }

  /** Consume from queues whose names start so: read on them. */
  consume(user: UserRef, queue: StartingWith): void {
    checkMethod('VhostGrants.consume', this.vhost, [user, queue]);
    grant(user, this.vhost, { to: 'consume', queue });
  }

  /**
   * Declare queues whose names start so, and delete them: configure on them; with a dead-letter exchange, also read on
   * them and write on the exchange. Permissions know no difference between queues and exchanges.
   */
  declareQueues(user: UserRef, name: StartingWith, options: DeclareQueuesOptions = {}): void {
    checkMethod('VhostGrants.declareQueues', this.vhost, [user, name, options]);
    const { deadLetterExchange } = options;
    const given: Arguments =
      deadLetterExchange === undefined ? {} : { 'x-dead-letter-exchange': deadLetterExchange.exchangeName };
    grant(user, this.vhost, { to: 'declare', kind: 'queue', name, arguments: given });
  }

  /**
   * Bind queues whose names start so to an exchange: write on them, read on the exchange.
   * @param user - who may
   * @param destination - the queues
   * @param source - the exchange whose messages they take
   * @param routingKeys - the binding keys it may use, on topic exchanges only; all when none is given
   */
  bindQueues(user: UserRef, destination: StartingWith, source: ExchangeRef, ...routingKeys: readonly string[]): void {
    checkMethod('VhostGrants.bindQueues', this.vhost, [user, destination, source, ...routingKeys]);
    const { exchangeName: exchange, exchangeType: type } = source;
    grant(
      user,
      this.vhost,
      { to: 'bind', destination, source: { exchange, type, routingKeys: keysOf(routingKeys) } },
      source,
    );
  }

  /** Have queues that the server names, for replies or copies of its own: everything on names that start with `amq.gen-`. */
  useServerNamedQueues(user: UserRef): void {
    checkMethod('VhostGrants.useServerNamedQueues', this.vhost, [user]);
    grant(user, this.vhost, { to: 'use-server-named-queues' });
  }

  /** Answer requests, wherever they want the reply: write on the default exchange, `amq.default`. */
  reply(user: UserRef): void {
    checkMethod('VhostGrants.reply', this.vhost, [user]);
    grant(user, this.vhost, { to: 'publish', exchange: '' });
  }
}

/**
 * Lets a broker's administrators declare everything in a virtual host.
 * @returns what whatever is declared in it waits for, and outlives it
 */
export function letAdministratorsIn(vhost: VhostRef): readonly ITerraformDependable[] {
  const { administrators = [] } = vhost.broker;
  return administrators.flatMap((user) => grant(user, vhost, { to: 'administer' }));
}
