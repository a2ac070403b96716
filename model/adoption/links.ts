import { carriageFaults } from '../provider/carriage';
import { federationUpstreamResource } from '../provider/federation-upstreams';
import { shovelResource } from '../provider/shovels';
import type { Arguments, Json, ParameterDefinition } from '../topology/topology';
import { call, literal, objectOf, raw, type Expression } from './expression';
import { duration } from './policy-props';
import { ownValue } from '../own-value';

/** What a link is told that other declarations know. */
export interface LinkSurroundings {
  readonly vhost: string;
  /** The variable of a queue or an exchange in the virtual host of the link, where there is one. */
  variable(kind: 'queue' | 'exchange', name: string): string | undefined;
  /** The expression of a URI that holds credentials: a variable of Terraform. */
  secretUri(prop: string): Expression;
}

/** Why a runtime parameter cannot be declared just as it is. */
export function linkFaults(parameter: ParameterDefinition): readonly string[] {
  const link = ownValue(links, parameter.component);
  if (link === undefined) return ['the provider has no resource of such parameters'];
  const { name, value } = parameter;
  if (name === '' || /[\r\n]/.test(name)) return ['its name is empty or has line breaks'];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['its value is no object'];
  const carried = carriageFaults(link.kind, 'parameters', parameter);
  if (carried.length > 0) return carried;
  const strange = Object.keys(value).filter((key) => !link.says(value as Arguments, key));
  return strange.length === 0 ? [] : [`its construct cannot say ${strange.map((key) => `'${key}'`).join(', ')}`];
}

/** The props of the construct `Shovel`. */
export function shovelProps(value: Arguments, surroundings: LinkSurroundings): Record<string, Expression | undefined> {
  const end = (side: 'src' | 'dest', prop: string): Expression => {
    const of = (key: string): Json | undefined => value[`${side}-${key}`];
    const reference = (kind: 'queue' | 'exchange'): Expression | undefined => {
      const name = of(kind);
      if (typeof name !== 'string') return undefined;
      const isHere = localVhost(uriText(of('uri')) ?? '') === surroundings.vhost;
      const variable = isHere ? surroundings.variable(kind, name) : undefined;
      return variable === undefined ? literal(name) : raw(variable);
    };
    return objectOf({
      uri: uriOf(of('uri'), () => surroundings.secretUri(`${prop}_uri`)),
      queue: reference('queue'),
      exchange: reference('exchange'),
      routingKey: given(of('exchange-key')),
      address: given(of('address')),
      prefetchCount: given(of('prefetch-count')),
      deleteAfter: given(of('delete-after')),
      addForwardHeaders: given(of('add-forward-headers')),
      addTimestampHeader: given(of('add-timestamp-header')),
    });
  };
  const ackMode = value['ack-mode'];
  return {
    source: end('src', 'source'),
    destination: end('dest', 'destination'),
    ackMode: ackMode === 'on-confirm' ? undefined : given(ackMode),
    reconnectDelay: seconds(value['reconnect-delay']),
  };
}

/** The props of the construct `FederationUpstream`. */
export function upstreamProps(
  value: Arguments,
  { secretUri }: LinkSurroundings,
): Record<string, Expression | undefined> {
  return {
    uri: uriOf(value['uri'], () => secretUri('uri')),
    prefetchCount: given(value['prefetch-count']),
    reconnectDelay: seconds(value['reconnect-delay']),
    ackMode: given(value['ack-mode']),
    trustUserId: given(value['trust-user-id']),
    exchange: given(value['exchange']),
    maxHops: given(value['max-hops']),
    expires: milliseconds(value['expires']),
    messageTtl: milliseconds(value['message-ttl']),
    queue: given(value['queue']),
  };
}

interface Link {
  readonly kind: typeof shovelResource | typeof federationUpstreamResource;
  /** Whether the construct can say a key with the value that it has. */
  says(value: Arguments, key: string): boolean;
}

const links: Readonly<Record<string, Link | undefined>> = {
  shovel: { kind: shovelResource, says: shovelSays },
  'federation-upstream': { kind: federationUpstreamResource, says: upstreamSays },
};

function shovelSays(value: Arguments, key: string): boolean {
  const one = value[key];
  const [, side = '', rest = ''] = /^(src|dest)-(.*)$/s.exec(key) ?? [];
  if (key === 'ack-mode') return isAckMode(one);
  if (key === 'reconnect-delay') return isNumber(one, 0);
  const ofEnd = side === 'src' ? sourceKeys : side === 'dest' ? destinationKeys : undefined;
  if (ofEnd?.includes(rest) !== true) return false;
  const has = (name: string) => value[`${side}-${name}`] !== undefined;
  const targets = ['queue', 'exchange', 'address'].filter(has).length;
  switch (rest) {
    case 'uri':
      return uriText(one) !== undefined && (side === 'src' ? targets === 1 : targets <= 1);
    case 'protocol':
      return one === (has('address') ? 'amqp10' : 'amqp091');
    case 'exchange-key':
      return typeof one === 'string' && has('exchange');
    case 'prefetch-count':
      return isNumber(one, 1);
    case 'delete-after':
      return one === 'never' || one === 'queue-length' || (isNumber(one, 1) && value['ack-mode'] !== 'no-ack');
    case 'add-forward-headers':
    case 'add-timestamp-header':
      return typeof one === 'boolean';
    default:
      return typeof one === 'string' && (rest !== 'address' || !isLocal(value[`${side}-uri`]));
  }
}

const sourceKeys: readonly string[] = [
  ...['uri', 'protocol', 'queue', 'exchange', 'exchange-key', 'address', 'prefetch-count', 'delete-after'],
];

const destinationKeys: readonly string[] = [
  ...['uri', 'protocol', 'queue', 'exchange', 'exchange-key', 'address', 'add-forward-headers', 'add-timestamp-header'],
];

function upstreamSays(value: Arguments, key: string): boolean {
  const one = value[key];
  switch (key) {
    case 'uri':
      return uriText(one) !== undefined;
    case 'prefetch-count':
    case 'max-hops':
      return isNumber(one, 1);
    case 'reconnect-delay':
    case 'expires':
    case 'message-ttl':
      return isNumber(one, 0);
    case 'ack-mode':
      return isAckMode(one);
    case 'trust-user-id':
      return typeof one === 'boolean';
    default:
      return typeof one === 'string';
  }
}

function isAckMode(value: Json | undefined): boolean {
  return value === 'on-confirm' || value === 'on-publish' || value === 'no-ack';
}

function isNumber(value: Json | undefined, least: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

function uriText(uri: Json | undefined): string | undefined {
  const [first] = Array.isArray(uri) ? (uri as readonly Json[]) : [uri];
  return typeof first === 'string' ? first : undefined;
}

/** Whether a URI is of the broker itself, over a connection inside the node, without credentials. */
function isLocal(uri: Json | undefined): boolean {
  return localVhost(uriText(uri) ?? '') !== undefined;
}

/** The virtual host of a local URI, `''` where it says none; undefined when it is no local one, or written another way. */
function localVhost(uri: string): string | undefined {
  if (uri === 'amqp://') return '';
  const [, escaped] = /^amqp:\/\/\/([^/?@]+)$/.exec(uri) ?? [];
  if (escaped === undefined) return undefined;
  try {
    const vhost = decodeURIComponent(escaped);
    return encodeURIComponent(vhost) === escaped ? vhost : undefined;
  } catch {
    return undefined;
  }
}

function uriOf(uri: Json | undefined, secret: () => Expression): Expression {
  const vhost = localVhost(uriText(uri) ?? '');
  if (vhost === undefined) return secret();
  return vhost === '' ? call('AmqpUri.local') : call('AmqpUri.local', literal(vhost));
}

function given(value: Json | undefined): Expression | undefined {
  return value === undefined ? undefined : literal(value);
}

function seconds(value: Json | undefined): Expression | undefined {
  return typeof value === 'number' ? duration(value * 1_000) : undefined;
}

function milliseconds(value: Json | undefined): Expression | undefined {
  return typeof value === 'number' ? duration(value) : undefined;
}
