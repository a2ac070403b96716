import { isAtLeast, type ServerVersion } from './server-version';

/** What is wrong with a URI. A URI may hold a password, so no message quotes a part of one. */
export interface AmqpUriFault {
  /** To follow the name of the setting: `must start with amqp:// or amqps://`. */
  readonly message: string;
  /** Whether servers refuse the URI; otherwise they store it, and no connection is opened. */
  readonly isRefused: boolean;
}

/**
 * What the broker's AMQP 0-9-1 client finds wrong with a URI of an upstream or a shovel: `amqp_uri` and `uri_parser` of the
 * server, held to 4.0.5 and 4.3.6 by a differential test.
 * @param uri - as it stands in the definition
 * @param version - the server that takes it
 * @returns the first fault; `undefined` where the client takes the URI
 */
export function amqpUriFault(uri: string, version: ServerVersion): AmqpUriFault | undefined {
  const scheme = /^amqps?(?=:)/i.exec(uri)?.[0].toLowerCase();
  if (scheme === undefined) return refusal('must start with amqp:// or amqps://');
  const parts = partsOf(uri.slice(scheme.length + 1));
  if (parts === undefined) return refusal('must have // after the scheme');
  const isTls = scheme === 'amqps';
  return (
    authorityFault(parts, isTls) ?? vhostFault(parts.path) ?? queryFault(parts.query, parts.host !== '', isTls, version)
  );
}

interface Parts {
  readonly userInfo: string;
  readonly host: string;
  /** As written; undefined where there is no colon. */
  readonly port: string | undefined;
  readonly path: string;
  readonly query: string;
}

function partsOf(rest: string): Parts | undefined {
  const [, authority, pathAndQuery] = /^\/\/([^/?#]*)([^#]*)/s.exec(rest) ?? [];
  if (authority === undefined || pathAndQuery === undefined) return undefined;
  const [userInfo, place] = authority.includes('@') ? cut(authority, '@') : ['', authority];
  const [path, query = ''] = cut(pathAndQuery, '?');
  return { userInfo, ...hostAndPort(place ?? ''), path, query };
}

/** What stands after the bracket of an IPv6 address is a port even where something stands before its colon. */
function hostAndPort(place: string): Pick<Parts, 'host' | 'port'> {
  if (!place.startsWith('[')) {
    const [host, port] = cut(place, ':');
    return { host, port };
  }
  const [host, after = ''] = cut(place.slice(1), ']');
  return { host, port: after === '' ? undefined : (cut(after, ':')[1] ?? after) };
}

/** A text before and after the first of a separator; the second is undefined where there is none. */
function cut(text: string, separator: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function authorityFault({ userInfo, host, port }: Parts, isTls: boolean): AmqpUriFault | undefined {
  if (!userInfo.split(':').slice(0, 2).every(isEscapedBytes)) {
    return refusal('must have a user and a password in which % is written as %25');
  }
  if (!isEscapedText(host)) return refusal('must have a host in which % is written as %25');
  if (host === '' && isTls) return refusal('must have a host after amqps://');
  if (port === undefined) return undefined;
  if (host === '') return refusal('must have a host before its port');
  const isPort = /^[+-]?\d+$/.test(port) && Number(port) > 0 && Number(port) <= 65_535;
  return isPort ? undefined : refusal('must have a port from 1 to 65535, or none');
}

function vhostFault(path: string): AmqpUriFault | undefined {
  if (path.includes('/', 1)) return refusal('must have one virtual host, in which / is written as %2F');
  return isEscapedBytes(path) ? undefined : refusal('must have a virtual host in which % is written as %25');
}

/** Erlang reads `+4` and `-0` as hexadecimal numbers, too; a byte must not be negative. */
function isEscapedBytes(text: string): boolean {
  return isEscapedText(text) && !/%-[1-9a-f]/i.test(text);
}

function isEscapedText(text: string): boolean {
  return /^(?:[^%]|%[0-9a-f+-][0-9a-f])*$/is.test(text);
}

function queryFault(query: string, hasHost: boolean, isTls: boolean, version: ServerVersion): AmqpUriFault | undefined {
  const given = query.split('&').flatMap((one) => {
    const [key, value] = cut(one, '=');
    return value === undefined ? [] : [[key, value] as const];
  });
  const first = new Map(given.toReversed());
  const mechanisms = hasHost ? given.filter(([key]) => key === 'auth_mechanism') : [];
  const faults = [
    ...[...first].map(([key, value]) => parameterFault(key, value, hasHost, isTls, version)),
    ...mechanisms.map(([, value]) => mechanismFault(value, version)),
  ].filter((fault) => fault !== undefined);
  return faults.find(({ isRefused }) => isRefused) ?? faults[0];
}

/** What connections have and a query cannot set: fields of the client's records. */
const notInQueries = {
  network: [
    'username',
    'virtual_host',
    'host',
    'port',
    'ssl_options',
    'auth_mechanisms',
    'client_properties',
    'socket_options',
  ],
  direct: ['username', 'virtual_host', 'node', 'adapter_info', 'client_properties'],
};

const numbers = ['channel_max', 'frame_max', 'heartbeat', 'connection_timeout'];

const tlsTexts = ['cacertfile', 'certfile', 'keyfile', 'password', 'server_name_indication'];

function parameterFault(
  key: string,
  value: string,
  hasHost: boolean,
  isTls: boolean,
  version: ServerVersion,
): AmqpUriFault | undefined {
  if ((hasHost ? notInQueries.network : notInQueries.direct).includes(key)) {
    return refusal(`must not set '${key}' in its query`);
  }
  if (hasHost && (numbers.includes(key) || (isTls && key === 'depth')) && !/^[+-]?\d+$/.test(value)) {
    return refusal(`must have an integer as '${key}' in its query`);
  }
  if (!isTls) return undefined;
  if (tlsTexts.includes(key) && !isEscapedText(value)) {
    return refusal(`must have a '${key}' in which % is written as %25`);
  }
  if (key === 'fail_if_no_peer_cert' && value !== 'true' && value !== 'false') {
    return refusal(`must have true or false as '${key}' in its query`);
  }
  if (key === 'customize_hostname_check' && value !== 'https' && isAtLeast(version, '4.3')) {
    return refusal(`must have https as '${key}' in its query`);
  }
  if (key === 'verify' && value !== 'verify_peer' && value !== 'verify_none') {
    return { message: "must have verify_peer or verify_none as 'verify' in its query", isRefused: !isAtom(value) };
  }
  return undefined;
}

function mechanismFault(mechanism: string, version: ServerVersion): AmqpUriFault | undefined {
  const [first, ...others] = mechanism.split(':');
  const name = first === 'amqp_auth_mechanisms' && others.length === 1 ? others[0] : others.length === 0 ? first : '';
  if (['plain', 'amqplain', 'external', 'crdemo'].includes(name ?? '')) return undefined;
  const isRefused =
    mechanism === '' || others.length > 1 || (isAtLeast(version, '4.3') && !mechanism.split(':').every(isAtom));
  return { message: "must have plain, amqplain or external as 'auth_mechanism' in its query", isRefused };
}

/** Servers refuse a word that is no atom of theirs; the words that are depend on what has run. */
function isAtom(word: string): boolean {
  return /^(?:.?|[a-z][a-z0-9_]*)$/is.test(word);
}

function refusal(message: string): AmqpUriFault {
  return { message, isRefused: true };
}
