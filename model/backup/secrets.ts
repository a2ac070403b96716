import { sections, type Section } from '../definitions/entry';
import { WITHHELD_URI } from '../definitions/withheld';
import { holdsCredentials } from '../finding';
import { exactObject, ExactNumber, isExactObject, type ExactJson, type ExactObject } from '../json/exact-json';
import { elementId, idOf } from './element-id';
import type { StableDefinitions } from './stable-definitions';

/** Definitions without their secrets, and these: by list, each with what tells its element from others. */
export interface SplitDefinitions {
  /** Hashes of passwords are left out, and `amqp://withheld` stands for a URI with credentials. */
  readonly open: StableDefinitions;
  readonly secrets: ExactObject;
  /** How many values are apart. */
  readonly count: number;
}

/** Takes apart what nobody may read who may read the rest: hashes of passwords, URIs with credentials, passwords in parameters. */
export function withoutSecrets({ lists, serverVersion }: StableDefinitions): SplitDefinitions {
  const secrets: [string, ExactJson][] = [];
  let count = 0;
  const open = sections.map((section): [Section, readonly ExactObject[]] => {
    const apart: ExactObject[] = [];
    const rest = lists[section].map((element) => {
      // What tells a binding from others is all of it.
      if (section === 'bindings') return element;
      const id = idOf(section, element);
      const split = splitObject(without(element, id), section);
      if (split === undefined) return element;
      count += split.count;
      apart.push(exactObject([...Object.entries(id), ...Object.entries(split.secret)]));
      return exactObject([...Object.entries(id), ...Object.entries(split.open)]);
    });
    if (apart.length > 0) secrets.push([section, apart]);
    return [section, rest];
  });
  return {
    open: { lists: Object.fromEntries(open) as StableDefinitions['lists'], serverVersion },
    secrets: exactObject(secrets),
    count,
  };
}

/**
 * Puts secrets back where they belong.
 * @throws TypeError when one belongs to nothing
 */
export function withSecrets({ lists, serverVersion }: StableDefinitions, secrets: ExactJson): StableDefinitions {
  if (!isExactObject(secrets)) throw new TypeError('they are no object');
  const whole = sections.map((section): [Section, readonly ExactObject[]] => {
    const apart = secrets[section] ?? [];
    if (!Array.isArray(apart) || !apart.every(isExactObject)) throw new TypeError(`those of '${section}' are no list`);
    const left = new Map(apart.map((secret) => [elementId(section, secret), secret]));
    const elements = lists[section].map((element) => {
      const id = elementId(section, element);
      const secret = left.get(id);
      left.delete(id);
      return secret === undefined ? element : merged(element, secret);
    });
    if (left.size > 0) throw new TypeError(`one of '${section}' belongs to nothing`);
    return [section, elements];
  });
  return { lists: Object.fromEntries(whole) as StableDefinitions['lists'], serverVersion };
}

function without(object: ExactObject, others: ExactObject): ExactObject {
  return exactObject(Object.entries(object).filter(([key]) => !(key in others)));
}

interface Split {
  readonly open: ExactObject;
  readonly secret: ExactObject;
  readonly count: number;
}

/**
 * Takes the secrets of an object apart.
 * @returns undefined when it holds none
 */
function splitObject(object: ExactObject, section: Section): Split | undefined {
  const open: [string, ExactJson][] = [];
  const secret: [string, ExactJson][] = [];
  let count = 0;
  for (const [key, value] of Object.entries(object)) {
    const inner = isExactObject(value) && !isSecretKey(key, section) ? splitObject(value, section) : undefined;
    if (inner !== undefined) {
      open.push([key, inner.open]);
      secret.push([key, inner.secret]);
      count += inner.count;
    } else if (isSecretKey(key, section)) {
      secret.push([key, value]);
      count += 1;
    } else if (!isExactObject(value) && holdsSecret(value)) {
      open.push([key, WITHHELD_URI]);
      secret.push([key, value]);
      count += 1;
    } else open.push([key, value]);
  }
  return count === 0 ? undefined : { open: exactObject(open), secret: exactObject(secret), count };
}

/** Parameters of plugins that are not known have keys of their own. */
function isSecretKey(key: string, section: Section): boolean {
  if (section === 'users') return key === 'password_hash' || key === 'password';
  return (section === 'parameters' || section === 'global_parameters') && /password|passphrase|secret/i.test(key);
}

/** A list goes as a whole. */
function holdsSecret(value: ExactJson): boolean {
  if (typeof value === 'string') return holdsCredentials(value);
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return false;
  return Object.entries(value).some(([key, inner]) => isSecretKey(key, 'parameters') || holdsSecret(inner));
}

function merged(open: ExactObject, secret: ExactObject): ExactObject {
  const entries = Object.entries(secret).map(([key, value]): [string, ExactJson] => {
    const there = open[key];
    return [key, isExactObject(value) && isExactObject(there) ? merged(there, value) : value];
  });
  return exactObject([...Object.entries(open), ...entries]);
}
