import { readPattern } from '../../pattern/pattern';
import type { ServerVersion } from '../server-version';
import type { SchemaEntry, SchemaType } from './schema-entry';

/**
 * What a text must be for a server to read it as the value of a setting; undefined when it is that. The server looks into
 * files and folders too, which is not known here.
 * @param text - as it is between the quotes, or without the blanks around it
 */
export function textFault(
  { types, validators = [] }: SchemaEntry,
  text: string,
  version: ServerVersion,
): string | undefined {
  const type = types.find((one) => accepts(one, text));
  if (type === undefined) return types.map(describe).join(', or ');
  // A word such as `infinity` stands for no number, address or pattern.
  if (typeof type === 'object' && 'oneOf' in type) return undefined;
  return validators.map((name) => checks[name]?.(text, version)).find((fault) => fault !== undefined);
}

/** Whether cuttlefish makes a value of that type of a text. */
function accepts(type: SchemaType, text: string): boolean {
  if (typeof type === 'object') {
    if ('oneOf' in type) return type.oneOf.includes(text);
    const { least = -Infinity, most = Infinity } = type;
    return INTEGER.test(text) && Number(text) >= least && Number(text) <= most;
  }
  return forms[type].accepts(text);
}

/** What a text of that type is, for a message. */
export function describe(type: SchemaType): string {
  if (typeof type === 'string') return forms[type].description;
  if ('oneOf' in type) {
    if (type.oneOf.length === 1) return type.oneOf.join();
    return `one of ${type.oneOf.join(', ')}`;
  }
  const { least, most } = type;
  if (most !== undefined) return `a whole number from ${least ?? 'any'} to ${most}`;
  return least === undefined ? 'a whole number' : `a whole number, ${least} or more`;
}

const INTEGER = /^[+-]?\d+$/;
const FLOAT = /^[+-]?\d+\.\d+(?:[eE][+-]?\d+)?$/;

interface Form {
  readonly description: string;
  accepts(text: string): boolean;
}

const anything = { description: 'text', accepts: () => true };

/** How types are written. Seen with the cuttlefish of 4.0.5 and 4.3.6. */
const forms: Readonly<Record<Extract<SchemaType, string>, Form>> = {
  boolean: { description: 'true or false', accepts: (text) => text === 'true' || text === 'false' },
  flag: { description: 'on or off', accepts: (text) => text === 'on' || text === 'off' },
  float: { description: 'a number with a decimal point, such as 0.6', accepts: (text) => FLOAT.test(text) },
  ratio: {
    description: 'a number with a decimal point between 0 and 1, such as 0.6',
    accepts: (text) => FLOAT.test(text) && Number(text) > 0 && Number(text) < 1,
  },
  address: { description: 'ADDRESS:PORT with an IP address', accepts: isAddressWithPort },
  size: {
    description: 'an amount of bytes, such as 1024, 64kb, 10MB or 2GB',
    accepts: (text) => /^(?:[+-]?\d+|[+-]?\d*\.\d+)(?:KB|kb|MB|mb|GB|gb)?$/.test(text),
  },
  duration: {
    description: 'a length of time with its unit, such as 500ms, 10s, 5m, 2h, 1d or 1w',
    accepts: (text) => /^(?:(?:\d*\.\d+|[1-9]\d*)(?:ms|[fwdhms]))+$/.test(text),
  },
  list: anything,
  text: anything,
  binary: anything,
  tagged: anything,
};

function isAddressWithPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  return isIpAddress(text.slice(0, colon)) && /^\+?\d+$/.test(text.slice(colon + 1));
}

/** As Erlang's `inet:parse_address` reads it, which also takes `127.1` and the like. */
function isIpAddress(text: string): boolean {
  if (text.includes(':')) return URL.canParse(`http://[${text.replace(/%\w+$/, '')}]`);
  const parts = text.split('.');
  return parts.length <= 4 && parts.every((part) => /^(?:0x[\da-f]+|\d+)$/i.test(part));
}

/** What values must be beyond their type, by the name of the server's validator. */
const checks: Readonly<Record<string, (text: string, version: ServerVersion) => string | undefined>> = {
  is_ip: (text) => (isIpAddress(text) ? undefined : 'an IP address'),
  https_uri: (text) => (/^[:/]*https(?:[:/]|$)/.test(text) ? undefined : 'a URL that starts with https://'),
  is_supported_information_unit: (text) =>
    INTEGER.test(text) || /\d[kmgtp](?:ib|i|b)?$/i.test(text.trimEnd())
      ? undefined
      : 'an amount of bytes, such as 500MB, 2GiB or 1048576',
  valid_regex: (text, version) =>
    readPattern(text, version).fault?.kind === 'refused' ? 'a regular expression' : undefined,
};
