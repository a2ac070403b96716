import { classesOf } from '../policies/object-class';
import { policyKey, unheeded } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, Json, PolicyDefinition } from '../topology/topology';
import { call, literal, objectOf, raw, type Expression } from './expression';
import { ownValue } from '../own-value';

/** A policy's definition as the props of its construct say it. */
export interface PolicyProps {
  readonly props: Readonly<Record<string, Expression>>;
  /** Keys that no prop says; they stand in `definition`. */
  readonly rest: Arguments;
  /** What of the package is used. */
  readonly uses: readonly string[];
}

/**
 * Says a definition in typed props, with units, as far as those send the very same.
 * @param exchange - the variable of an exchange in the policy's virtual host
 */
export function policyProps(
  { definition, 'apply-to': applyTo }: PolicyDefinition,
  version: ServerVersion,
  exchange: (name: string) => string | undefined,
): PolicyProps {
  const [only, ...others] = classesOf(applyTo);
  const type = others.length === 0 && only !== 'exchange' ? only : undefined;
  const props: Record<string, Expression> = {};
  const rest: Record<string, Json> = {};
  const uses = new Set<string>();
  for (const [key, value] of Object.entries(definition)) {
    const known = policyKey(key, version);
    const isTaken = known?.value.holds(value) === true;
    const isHeeded = type === undefined || unheeded(key, value, type, version) === undefined;
    const say = ownValue(sayings, key);
    const said = isTaken && isHeeded ? say?.(value, exchange) : undefined;
    if (said === undefined) rest[key] = value;
    else {
      props[propOf(key)] = said.expression;
      if (said.uses !== undefined) uses.add(said.uses);
    }
  }
  return { props, rest, uses: [...uses] };
}

/** Why the construct of operator policies cannot say a policy: it has no `definition`. */
export function operatorPolicyFaults(policy: PolicyDefinition, version: ServerVersion): string[] {
  const { props, rest } = policyProps(policy, version, () => undefined);
  const strange = [...Object.keys(rest), ...Object.keys(props).filter((prop) => !operatorProps.has(prop))];
  return [
    ...(Object.keys(policy.definition).length === 0 ? ['it sets nothing'] : []),
    ...(policy['apply-to'] === 'exchanges' ? ['it is for exchanges'] : []),
    ...(strange.length === 0 ? [] : [`its construct cannot say ${strange.map((key) => `'${key}'`).join(', ')}`]),
  ];
}

const operatorProps: ReadonlySet<string> = new Set([
  ...['messageTtl', 'expires', 'maxLength', 'maxLengthBytes', 'overflow', 'deliveryLimit', 'targetGroupSize'],
]);

interface Said {
  readonly expression: Expression;
  readonly uses?: string;
}

type Saying = (value: Json, exchange: (name: string) => string | undefined) => Said | undefined;

const plain: Saying = (value) => ({ expression: literal(value) });

const milliseconds: Saying = (value) =>
  isCount(value) ? { expression: duration(value), uses: 'Duration' } : undefined;

const bytes: Saying = (value) => (isCount(value) ? { expression: size(value), uses: 'Size' } : undefined);

/** Only in the form in which the construct writes it again. */
const age: Saying = (value) => {
  const [, digits, unit = ''] = /^([1-9]\d{0,8})([Dhms])$/.exec(String(value)) ?? [];
  const length = Number(digits) * (ageUnits[unit] ?? NaN);
  return Number.isSafeInteger(length) && largestAge(length) === value
    ? { expression: duration(length), uses: 'Duration' }
    : undefined;
};

const reference: Saying = (value, exchange) => {
  const variable = exchange(String(value));
  return variable === undefined ? undefined : { expression: raw(variable) };
};

const sayings: Readonly<Record<string, Saying>> = {
  'message-ttl': milliseconds,
  expires: milliseconds,
  'max-length': plain,
  'max-length-bytes': bytes,
  overflow: plain,
  'dead-letter-exchange': reference,
  'dead-letter-routing-key': plain,
  'dead-letter-strategy': plain,
  'delivery-limit': plain,
  'target-group-size': plain,
  'queue-leader-locator': (value) =>
    value === 'client-local' || value === 'balanced' ? plain(value, () => '') : undefined,
  'max-age': age,
  'stream-max-segment-size-bytes': bytes,
  'stream-filter-size-bytes': bytes,
  'initial-cluster-size': plain,
  'alternate-exchange': reference,
};

function propOf(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function isCount(value: Json): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** `Duration.hours(36)`, with the largest unit that says it exactly. */
export function duration(length: number): Expression {
  const [name, unit] = durations.find(([, one]) => length > 0 && length % one === 0) ?? ['milliseconds', 1];
  return call(`Duration.${name}`, literal(length / unit));
}

const durations = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

function size(length: number): Expression {
  const [name, unit] = sizes.find(([, one]) => length > 0 && length % one === 0) ?? ['bytes', 1];
  return call(`Size.${name}`, literal(length / unit));
}

const sizes = [
  ['gibibytes', 2 ** 30],
  ['mebibytes', 2 ** 20],
  ['kibibytes', 2 ** 10],
] as const;

const ageUnits: Readonly<Record<string, number>> = { D: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

function largestAge(length: number): string | undefined {
  const [unit, one] = Object.entries(ageUnits).find(([, each]) => length % each === 0) ?? [];
  return one === undefined ? undefined : `${length / one}${unit}`;
}

/** The props of a policy as the argument of its construct. */
export function policyArgument(
  own: Readonly<Record<string, Expression | undefined>>,
  { props, rest }: PolicyProps,
): Expression {
  return objectOf({ ...own, ...props, definition: Object.keys(rest).length === 0 ? undefined : literal(rest) });
}
