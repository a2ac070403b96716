import { confKeys } from '../rabbitmq-conf-keys';
import {
  anyOf,
  boolean,
  byteSize,
  durationWithUnit,
  float,
  integer,
  listener,
  oneOf,
  ratio,
  secret,
  text,
  type ConfKind,
} from '../rabbitmq-conf-kinds';
import { starredKeyOf, type StarredKey } from './conf-key';
import { confSchema } from './schema';
import type { SchemaType } from './schema-entry';

/** What values a key takes in a program; undefined when no version of the server knows it. */
export function confKindOf(key: string): ConfKind | undefined {
  const starred = starredKeyOf(key);
  return starred === undefined ? undefined : kindOfStarred(starred);
}

/** What values a key of the schemas takes: what is told of it here, or else what the schemas of all versions say. */
export function kindOfStarred(key: StarredKey): ConfKind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const kind = kindFrom(key);
  kinds.set(key, kind);
  return kind;
}

const kinds = new Map<StarredKey, ConfKind>();

function kindFrom(key: StarredKey): ConfKind {
  const told = confKeys[key];
  if (told?.isSecret === true || isSecretKey(key)) return secret();
  const types = (confSchema[key] ?? []).flatMap((entry) => entry.types);
  const words = [...new Set(types.flatMap((type) => (typeof type === 'object' && 'oneOf' in type ? type.oneOf : [])))];
  const others = types.filter((type) => !(typeof type === 'object' && 'oneOf' in type));
  if (told === undefined) return anyOf(...(words.length > 0 ? [oneOf(...words)] : []), ...uniquely(others));
  // Beside a number or a text, the server takes a word such as `infinity` or `none`.
  const beside = others.length > 0 ? words.filter((word) => isTruth(word) || told.express(word) === undefined) : [];
  // Amounts of bytes are numbers here where they always were, and may have a unit.
  const sizes = told.typescript === 'number' && types.includes('size') ? [byteSize()] : [];
  return anyOf(...(beside.length > 0 ? [oneOf(...beside)] : []), told, ...sizes);
}

function isTruth(word: string): boolean {
  return word === 'true' || word === 'false';
}

/** Whether what stands there opens something to whoever reads it. */
export function isSecretKey(key: StarredKey): boolean {
  return SECRET.test(key) || (key !== 'definitions.https.url' && hasTag(key));
}

const SECRET =
  /(?:^|[._])(?:pass|password|passphrase|secret|acl_token|secret_key)$|\.key\.(?:RSA|DSA|EC)?PrivateKey(?:Info)?$/;

function hasTag(key: StarredKey): boolean {
  return (confSchema[key] ?? []).some(({ types }) => types.includes('tagged'));
}

function uniquely(types: readonly SchemaType[]): ConfKind[] {
  const distinct = new Map(types.map((type) => [JSON.stringify(loosely(type)), loosely(type)]));
  return [...distinct.values()].map(kindOfType);
}

/** Limits of integers are those of a version, which judges what is written. */
function loosely(type: SchemaType): SchemaType {
  if (typeof type === 'object' && !('oneOf' in type)) return {};
  return type === 'binary' || type === 'tagged' || type === 'list' ? 'text' : type;
}

function kindOfType(type: SchemaType): ConfKind {
  if (typeof type === 'object') return 'oneOf' in type ? oneOf(...type.oneOf) : integer();
  switch (type) {
    case 'boolean':
      return boolean();
    case 'flag':
      return oneOf('on', 'off');
    case 'float':
      return float();
    case 'ratio':
      return ratio();
    case 'size':
      return byteSize();
    case 'duration':
      return durationWithUnit();
    case 'address':
      return listener();
    case 'text':
    case 'binary':
    case 'tagged':
    case 'list':
      return text();
  }
}
