import { Construct } from 'constructs';
import { topicPermissionsResource } from '../../model/provider/permissions';
import { declareResource } from '../declared/declare-resource';
import { following } from '../terraform/replaced-with';
import { refuse, unless } from '../terraform/validation-error';
import type { ExchangeRef, UserRef, VhostRef } from '../references';
import { checkProps } from '../props/check-props';

/**
 * Two PCRE patterns that are searched for in routing keys: write `^` and `$` where a key must begin and end. The empty
 * pattern matches nothing. `{username}`, `{vhost}` and `{client_id}` stand for those of the connection.
 * @see https://www.rabbitmq.com/docs/access-control#topic-authorisation
 */
export interface TopicPermissionPatterns {
  /** The topic exchange; other exchanges' routing keys are not looked at. */
  readonly exchange: ExchangeRef;
  /**
   * The routing keys with which it may publish.
   * @default '' - none
   */
  readonly write?: string;
  /**
   * The routing keys with which it may bind.
   * @default '' - none
   */
  readonly read?: string;
}

export interface TopicPermissionsProps {
  /** Who may. */
  readonly user: UserRef;
  /** Where. */
  readonly vhost: VhostRef;
  /** What, by exchange; of an exchange that is not named, every routing key may be used. */
  readonly exchanges: readonly TopicPermissionPatterns[];
}

/**
 * Declares which routing keys of topic exchanges a user may use, which narrows what its permissions allow: at most one
 * for each pair of user and virtual host. It is made after its exchanges, and created again when one is replaced: RabbitMQ 4.3 keeps
 * it below them, and drops it with them.
 */
export class TopicPermissions extends Construct {
  constructor(scope: Construct, id: string, props: TopicPermissionsProps) {
    checkProps(scope, id, 'TopicPermissionsProps', props);
    super(scope, id);
    const { user, vhost } = props;
    const rows = props.exchanges.map(({ exchange, write = '', read = '' }) => ({
      exchange: exchange.exchangeName,
      write,
      read,
    }));
    refuse(
      this,
      unless(
        user.broker === vhost.broker,
        `'user' and 'vhost' must be of one broker, got user '${user.userName}' and virtual host '${vhost.vhostName}' of another`,
      ),
      unless(rows.length > 0, `'exchanges' must name at least one exchange`),
      props.exchanges.flatMap(({ exchange }) => exchangeFaults(exchange, vhost)),
      rows
        .map(({ exchange }) => exchange)
        .filter((name, index, names) => names.indexOf(name) < index)
        .map((name) => `'exchanges' must name each exchange once, got '${name}' again`),
    );
    const declared = rows.map((row) => ({ user: user.userName, vhost: vhost.vhostName, ...row }));
    const { dependencies, lifecycle } = following(props.exchanges.map(({ exchange }) => exchange));
    declareResource(this, vhost.broker, topicPermissionsResource, () => ({ topicPermissions: declared }), {
      dependencies: [...user.dependencies, ...vhost.dependencies, ...dependencies],
      lifecycle,
    });
  }
}

function exchangeFaults(exchange: ExchangeRef, vhost: VhostRef): string[] {
  return [
    unless(
      exchange.exchangeType === 'topic',
      `'exchanges' must be topic exchanges, got '${exchange.exchangeName}' of type '${exchange.exchangeType}': RabbitMQ checks topic permissions on topic exchanges only`,
    ),
    unless(
      exchange.vhost.vhostName === vhost.vhostName && exchange.vhost.broker === vhost.broker,
      `'exchanges' must be in virtual host '${vhost.vhostName}', got '${exchange.exchangeName}' of '${exchange.vhost.vhostName}'`,
    ),
  ].filter((fault) => fault !== undefined);
}
