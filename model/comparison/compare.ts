import { isDeepStrictEqual } from 'node:util';
import { WITHHELD_URI } from '../definitions/withheld';
import type { FindingObject } from '../finding';
import type { ServerVersion } from '../server/server-version';
import type { Json, Topology } from '../topology/topology';
import { withoutPassing } from '../adoption/passing';
import { comparables, type Comparable } from './comparable';
import { isObject } from '../json/is-object';

/** A value that differs; undefined on the side where there is none. */
export interface ChangedSetting {
  /** `definition.max-length` */
  readonly key: string;
  readonly one?: Json;
  readonly other?: Json;
}

/** How two topologies differ in an object: only one has it, or it is set otherwise. */
export interface ObjectDifference {
  readonly object: FindingObject;
  readonly difference: 'only-in-one' | 'only-in-other' | 'changed';
  /** What is set otherwise, of what both have. */
  readonly settings: readonly ChangedSetting[];
}

/** What a comparison has found. */
export interface Comparison {
  readonly differences: readonly ObjectDifference[];
  /** How many objects one side alone has because applications make them for themselves. */
  readonly passing: number;
}

/** Two topologies that are compared, each on a server of its version. */
export interface Compared {
  readonly topology: Topology;
  readonly version: ServerVersion;
}

/** Compares what two topologies come to on a broker. */
export function compare(one: Compared, other: Compared): Comparison {
  const [here, there] = [indexed(one), indexed(other)];
  const passing = new Set([...passingIn(one), ...passingIn(other)]);
  let left = 0;
  const only = (difference: 'only-in-one' | 'only-in-other', all: Index, others: Index): ObjectDifference[] =>
    [...all.values()].flatMap(({ key, object }) => {
      if (others.has(key) || (difference === 'only-in-one' && isEmptyDefaultVhost(object, one.topology))) return [];
      if (difference === 'only-in-other' && isEmptyDefaultVhost(object, other.topology)) return [];
      if (passing.has(key)) {
        left += 1;
        return [];
      }
      return [{ object, difference, settings: [] }];
    });
  const differences = [
    ...only('only-in-one', here, there),
    ...only('only-in-other', there, here),
    ...[...here.values()].flatMap((element): ObjectDifference[] => {
      const counterpart = there.get(element.key);
      const settings = counterpart === undefined ? [] : changed(element, counterpart);
      return settings.length === 0 ? [] : [{ object: element.object, difference: 'changed', settings }];
    }),
  ];
  return { differences: differences.toSorted(byObject), passing: left };
}

type Index = ReadonlyMap<string, Comparable>;

/** Of an object that is declared and referred to as well, what is declared counts. */
function indexed({ topology, version }: Compared): Index {
  const found = new Map<string, Comparable>();
  for (const element of comparables(topology, version)) {
    const known = found.get(element.key);
    if (known === undefined || known.isReferred) found.set(element.key, element);
  }
  return found;
}

/** What comes and goes with applications. */
function passingIn({ topology, version }: Compared): readonly string[] {
  const lasting = new Set(comparables(withoutPassing(topology, () => false).topology, version).map(({ key }) => key));
  return comparables(topology, version)
    .map(({ key }) => key)
    .filter((key) => !lasting.has(key));
}

/** Every broker makes it at its first boot. */
function isEmptyDefaultVhost({ type, name }: FindingObject, topology: Topology): boolean {
  if (type !== 'vhost' || name !== '/') return false;
  const { queues, exchanges, bindings, policies, parameters } = topology;
  return [...queues, ...exchanges, ...bindings, ...policies, ...parameters].every(({ vhost }) => vhost !== '/');
}

function changed(one: Comparable, other: Comparable): readonly ChangedSetting[] {
  if (one.isReferred || other.isReferred) return [];
  return Object.keys({ ...one.settings, ...other.settings }).flatMap((key) => {
    const [value, counterpart] = [one.settings[key], other.settings[key]];
    if (value === undefined || counterpart === undefined) return [];
    const pairs = [
      [value, counterpart],
      [one.sent?.[key] ?? value, counterpart],
      [value, other.sent?.[key] ?? counterpart],
    ] as const;
    const all = pairs.map(([mine, theirs]) => settingsThatDiffer(key, mine, theirs));
    return all.some((found) => found.length === 0) ? [] : (all[0] ?? []);
  });
}

/** Down to the keys of tables: what one does not say of a URI is not compared. */
function settingsThatDiffer(key: string, one: Json | undefined, other: Json | undefined): readonly ChangedSetting[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (isObject<Json>(one) && isObject<Json>(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .sort()
      .filter((inner) => !inner.endsWith('uri') || (inner in one && inner in other))
      .flatMap((inner) => settingsThatDiffer(`${key}.${inner}`, one[inner], other[inner]));
  }
  if (one === WITHHELD_URI || other === WITHHELD_URI) return [];
  return [{ key, ...(one === undefined ? {} : { one }), ...(other === undefined ? {} : { other }) }];
}

function byObject(one: ObjectDifference, other: ObjectDifference): number {
  const key = ({ difference, object }: ObjectDifference) =>
    JSON.stringify([difference, object.vhost ?? '', object.type, object.name]);
  return key(one) < key(other) ? -1 : 1;
}
