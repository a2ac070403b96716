import { isDeepStrictEqual } from 'node:util';
import { Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { bindingResource } from '../../model/provider/bindings';
import type { ArgumentTable, Arguments } from '../../model/topology/topology';
import { following } from '../terraform/replaced-with';
import { declareResource } from '../declared/declare-resource';
import { refuse, unless } from '../terraform/validation-error';
import { boundNameFaults } from '../terraform/provider-limits';
import type { ExchangeRef, QueueRef } from '../references';
import { endOf } from './end';
import { checkProps } from '../props/check-props';

/** Which of a binding's headers a message must have: all or any, and whether those that begin with `x-` count. */
export type HeadersMatch = 'all' | 'any' | 'all-with-x' | 'any-with-x';

/** What a binding says beyond its two ends. */
export interface BindingOptions {
  /**
   * What the source compares with a message's routing key, in the way of its type.
   * @default '' - as fanout and headers exchanges want it
   */
  readonly routingKey?: string;
  /**
   * The headers that a headers exchange compares with a message's; values are compared with their type.
   * @see https://www.rabbitmq.com/docs/exchanges#headers
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  /**
   * Which of the headers a message must have.
   * @default 'all', when headers are given
   */
  readonly match?: HeadersMatch;
  /**
   * Arguments that have no prop here, for the types of exchange that plugins add.
   * @default - none
   */
  readonly arguments?: ArgumentTable;
  /**
   * What tells the binding from others of the same source and destination, in its construct id.
   * @default - the routing key
   */
  readonly id?: string;
}

export interface BindingProps extends BindingOptions {
  /** The exchange that routes. */
  readonly source: ExchangeRef;
  /** The queue or exchange to which it routes, in the same virtual host. */
  readonly destination: QueueRef | ExchangeRef;
}

/**
 * Declares a binding: from an exchange to a queue or another exchange. It is created again when either is replaced, because
 * RabbitMQ drops the bindings of what it deletes.
 * @see https://www.rabbitmq.com/docs/exchanges
 */
export class Binding extends Construct {
  constructor(scope: Construct, id: string, props: BindingProps) {
    checkProps(scope, id, 'BindingProps', props);
    super(scope, id);
    const { source, destination, routingKey = '' } = props;
    const { kind: destinationType, name: destinationName } = endOf(destination);
    const bindingArguments = { ...headerArguments(props), ...props.arguments };
    const { vhost } = source;
    refuse(
      this,
      boundNameFaults('source', source.exchangeName, vhost.broker),
      boundNameFaults('destination', destinationName, vhost.broker),
      unless(
        vhost.vhostName === destination.vhost.vhostName && vhost.broker === destination.vhost.broker,
        `a binding must stay in one virtual host, got source '${source.exchangeName}' in '${vhost.vhostName}' and ` +
          `destination '${destinationName}' in '${destination.vhost.vhostName}'; use a shovel or federation between them`,
      ),
      unless(
        source.exchangeName !== '' && destinationName !== '',
        `the default exchange cannot be bound: it routes to every queue by its name`,
      ),
      unless(
        props.headers === undefined || source.exchangeType === 'headers',
        `'headers' is supported by headers exchanges only, got '${source.exchangeName}' of type '${source.exchangeType}'; remove it, or bind to a HeadersExchange`,
      ),
    );
    declareResource(
      this,
      vhost.broker,
      bindingResource,
      () => ({
        bindings: [
          {
            source: source.exchangeName,
            vhost: vhost.vhostName,
            destination: destinationName,
            destination_type: destinationType,
            routing_key: routingKey,
            arguments: bindingArguments,
          },
        ],
      }),
      following([source, destination]),
    );
  }
}

/** Binds a destination to a source, with an id that tells source and key. */
export function bind(
  destination: Construct & (QueueRef | ExchangeRef),
  source: ExchangeRef,
  options: BindingOptions,
): Binding {
  const props = { ...options, source, destination };
  const id = idOf(props);
  const there = destination.node.tryFindChild(id);
  const earlier = there === undefined ? undefined : bound.get(there);
  if (earlier !== undefined) refuse(destination, collisionOf(earlier, props, id));
  const binding = new Binding(destination, id, props);
  bound.set(binding, props);
  return binding;
}

/** What the bindings say that have their ids from here. */
const bound = new WeakMap<IConstruct, BindingProps>();

/** Two bindings of one destination whose ids are one: constructs writes `/` in an id as `--`, and a name may hold a `:`. */
function collisionOf(earlier: BindingProps, later: BindingProps, id: string): string {
  if (isDeepStrictEqual(saidBy(earlier), saidBy(later)))
    return `the binding ${described(later)} is declared twice; remove one of the two`;
  return (
    `the binding ${described(later)} gets the construct id '${id}', which the binding ${described(earlier)} has already; ` +
    `give one of them an id of its own: addBinding(source, { routingKey, id: '…' })`
  );
}

function saidBy(props: BindingProps): { readonly source: string; readonly key: string; readonly table: Arguments } {
  const { source, routingKey: key = '' } = props;
  return { source: source.exchangeName, key, table: { ...headerArguments(props), ...props.arguments } };
}

function described(props: BindingProps): string {
  const { source, key, table } = saidBy(props);
  const withArguments = Object.keys(table).length === 0 ? '' : ` and arguments ${JSON.stringify(table)}`;
  return `from '${source}' by the routing key '${key}'${withArguments}`;
}

/** Source and key; what is neither, Binding refuses. */
function idOf({ source, id, routingKey = '' }: BindingProps): string {
  const parts: readonly unknown[] = [(source as Partial<ExchangeRef> | undefined)?.exchangeName, id ?? routingKey];
  return parts.every((part) => typeof part === 'string' && !Token.isUnresolved(part)) ? parts.join(':') : 'binding';
}

/** Binds a destination to a source once for each key, or with the empty key when there is none. */
export function bindAll(
  destination: Construct & (QueueRef | ExchangeRef),
  source: ExchangeRef,
  routingKeys: readonly string[],
): void {
  for (const routingKey of routingKeys.length === 0 ? [''] : routingKeys) bind(destination, source, { routingKey });
}

function headerArguments({ headers, match }: BindingOptions): Arguments {
  if (headers === undefined && match === undefined) return {};
  return { 'x-match': match ?? 'all', ...headers };
}
