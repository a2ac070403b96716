import { namesOf } from '../pattern/names-of';
import { readPattern, type Pattern } from '../pattern/pattern';
import { disablingKeys } from '../server/queue-setting';
import { applyToOf } from './object-class';
import type { PolicyTarget } from './policy-target';
import type { ServerVersion } from '../server/server-version';
import type { ApplyTo, Arguments, PolicyDefinition, QueueType } from '../topology/topology';

/** Which one of a kind of policies applies to an object. */
export interface PolicyChoice {
  /** Absent when none applies, or when it cannot be determined which. */
  readonly policy?: PolicyDefinition;
  /** The definition that applies, or each that may: an empty one stands for no policy. */
  readonly definitions: readonly Arguments[];
  /** Why it cannot be determined. */
  readonly undecided: readonly string[];
  /** A sentence for each policy that matches the object's name. */
  because(): readonly string[];
}

/**
 * Prepares policies for questions: those whose patterns list names are found by the name.
 * @param what - what to call one
 */
export function indexPolicies(
  policies: readonly PolicyDefinition[],
  what: 'policy' | 'operator policy',
  version: ServerVersion,
): (target: PolicyTarget) => PolicyChoice {
  const byVhost = new Map<string, Index>();
  // Of policies of one name the last counts: each is set anew.
  const last = new Map(policies.map((policy) => [`${policy.vhost}\0${policy.name}`, policy]));
  for (const policy of last.values()) {
    const index = byVhost.get(policy.vhost) ?? { byName: new Map<string, Candidate[]>(), others: [] };
    byVhost.set(policy.vhost, index);
    add(index, policy, version);
  }
  for (const { others } of byVhost.values()) others.sort(byPriority);
  return (target) => {
    const index = byVhost.get(target.vhost);
    return index === undefined ? none(what) : choose(what, target, () => candidates(index, target.name));
  };
}

interface Candidate {
  readonly policy: PolicyDefinition;
  /** The keys that keep it from applying to queues of a type. */
  readonly disabling: Readonly<Record<QueueType, readonly string[]>>;
  /** Absent when the pattern lists names, and so was matched by looking the name up. */
  readonly pattern?: Pattern;
}

interface Index {
  readonly byName: Map<string, Candidate[]>;
  /** The highest priority first. */
  readonly others: Candidate[];
}

function byPriority(one: Candidate, other: Candidate): number {
  return other.policy.priority - one.policy.priority;
}

function add({ byName, others }: Index, policy: PolicyDefinition, version: ServerVersion): void {
  const pattern = readPattern(policy.pattern, version);
  // What the broker refuses is no policy.
  if (pattern.fault?.kind === 'refused') return;
  const names = namesOf(policy.pattern);
  const candidate = { policy, disabling: disablingOf(policy, version) };
  if (names === undefined) {
    others.push({ ...candidate, pattern });
    return;
  }
  for (const name of names) {
    const found = byName.get(name);
    if (found === undefined) byName.set(name, [candidate]);
    else found.push(candidate);
  }
}

function disablingOf({ definition }: PolicyDefinition, version: ServerVersion): Candidate['disabling'] {
  const of = (type: QueueType) => disablingKeys(definition, type, version);
  return { classic: of('classic'), quorum: of('quorum'), stream: of('stream') };
}

// `$` matches before a line break that ends the name, too.
function* candidates({ byName, others }: Index, name: string): Iterable<Candidate> {
  const found = [...(byName.get(name.replace(/\n$/, '')) ?? [])].sort(byPriority);
  let at = 0;
  for (const other of others) {
    for (let next = found[at]; next !== undefined && next.policy.priority >= other.policy.priority; next = found[at]) {
      yield next;
      at += 1;
    }
    yield other;
  }
  yield* found.slice(at);
}

function choose(what: string, target: PolicyTarget, ranked: () => Iterable<Candidate>): PolicyChoice {
  const unknown: PolicyDefinition[] = [];
  const best: PolicyDefinition[] = [];
  for (const candidate of ranked()) {
    const { policy, pattern } = candidate;
    // Nothing that comes later counts; most objects are asked about without a word of why.
    if (best[0] !== undefined && best[0].priority > policy.priority) break;
    if (!isMeantFor(policy['apply-to'], target)) continue;
    const matches = pattern === undefined || pattern.matches(target.name);
    if (matches === false || keysAgainst(candidate, target).length > 0) continue;
    (matches === undefined ? unknown : best).push(policy);
  }
  const [first] = best;
  const undecided = reasons(what, best, unknown);
  const possible = [...best, ...unknown].map(({ definition }) => definition);
  const sure = undecided.length === 0 ? first : undefined;
  return {
    policy: sure,
    definitions: first === undefined ? [...possible, {}] : possible,
    undecided,
    because: () => {
      const outvoted = explain(what, target, [...ranked()], first);
      if (sure !== undefined) return [`${named(what, sure)} applies`, ...outvoted];
      return undecided.length > 0 ? outvoted : [...none(what).because(), ...outvoted];
    },
  };
}

function reasons(what: string, best: readonly PolicyDefinition[], unknown: readonly PolicyDefinition[]): string[] {
  const names = best.map((policy) => named(what, policy)).join(' and ');
  return [
    ...unknown.map((policy) => `cannot determine whether the pattern of ${named(what, policy)} matches`),
    ...(best.length > 1 ? [`${names} match with the same priority, and which one applies is not defined`] : []),
  ];
}

/** Why those that match an object do not apply to it. */
function explain(what: string, target: PolicyTarget, ranked: readonly Candidate[], best?: PolicyDefinition): string[] {
  return ranked.flatMap((candidate) => {
    const { policy, pattern } = candidate;
    if (!isMeantFor(policy['apply-to'], target)) return [];
    if (pattern !== undefined && pattern.matches(target.name) === false) return [];
    const keys = keysAgainst(candidate, target);
    if (keys.length > 0) {
      return [`${named(what, policy)} does not apply to ${plural(target)} because it holds ${quoted(keys)}`];
    }
    return best !== undefined && best.priority > policy.priority ? [`${named(what, policy)} is outranked`] : [];
  });
}

function keysAgainst({ disabling }: Candidate, target: PolicyTarget): readonly string[] {
  return target.kind === 'queue' ? disabling[target.type] : [];
}

function none(what: string): PolicyChoice {
  return { definitions: [{}], undecided: [], because: () => [`no ${what} applies`] };
}

function isMeantFor(applyTo: ApplyTo, target: PolicyTarget): boolean {
  if (applyTo === 'all') return true;
  return target.kind === 'exchange'
    ? applyTo === 'exchanges'
    : applyTo === 'queues' || applyTo === applyToOf[target.type];
}

function plural(target: PolicyTarget): string {
  if (target.kind === 'exchange') return 'exchanges';
  return target.type === 'stream' ? 'streams' : `${target.type} queues`;
}

function named(what: string, { name, priority }: PolicyDefinition): string {
  return `${what} '${name}' (priority ${priority})`;
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => `'${key}'`).join(', ');
}
