import type { PolicyTarget } from './effective-policy';
import { namesOf } from './exact-pattern';
import { readPattern, type Pattern } from './pattern';
import { disablingKeys } from './policy-key';
import type { ServerVersion } from './server-version';
import type { ApplyTo, Arguments, PolicyDefinition, QueueType } from './topology';

/** Which one of a kind of policies applies to an object. */
export interface PolicyChoice {
  /** Absent when none applies, or when it can't be told which. */
  readonly policy?: PolicyDefinition;
  /** The definition that applies, or each that may: an empty one stands for no policy. */
  readonly definitions: readonly Arguments[];
  /** A sentence for each policy that matches the object's name. */
  readonly because: readonly string[];
  /** Why it can't be told. */
  readonly undecided: readonly string[];
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
  for (const policy of policies) {
    const index = byVhost.get(policy.vhost) ?? { byName: new Map<string, Candidate[]>(), others: [] };
    byVhost.set(policy.vhost, index);
    add(index, policy, version);
  }
  return (target) => {
    const index = byVhost.get(target.vhost);
    return index === undefined ? none(what) : choose(what, target, candidates(index, target.name));
  };
}

interface Candidate {
  readonly policy: PolicyDefinition;
  /** Absent when the pattern lists names, and so was matched by looking the name up. */
  readonly pattern?: Pattern;
}

interface Index {
  readonly byName: Map<string, Candidate[]>;
  readonly others: Candidate[];
}

function add({ byName, others }: Index, policy: PolicyDefinition, version: ServerVersion): void {
  const pattern = readPattern(policy.pattern, version);
  // What the broker refuses is no policy.
  if (pattern.fault?.kind === 'refused') return;
  const names = namesOf(policy.pattern);
  if (names === undefined) {
    others.push({ policy, pattern });
    return;
  }
  for (const name of names) {
    const found = byName.get(name);
    if (found === undefined) byName.set(name, [{ policy }]);
    else found.push({ policy });
  }
}

// `$` matches before a line break that ends the name, too.
function candidates({ byName, others }: Index, name: string): readonly Candidate[] {
  const found = byName.get(name.replace(/\n$/, '')) ?? [];
  return [...found, ...others].sort((one, other) => other.policy.priority - one.policy.priority);
}

function choose(what: string, target: PolicyTarget, ranked: readonly Candidate[]): PolicyChoice {
  const because: string[] = [];
  const unknown: PolicyDefinition[] = [];
  const best: PolicyDefinition[] = [];
  for (const { policy, pattern } of ranked) {
    if (!isMeantFor(policy['apply-to'], target)) continue;
    const matches = pattern === undefined || pattern.matches(target.name);
    if (matches === false) continue;
    const outranked = best[0] !== undefined && best[0].priority > policy.priority;
    const disabling = target.kind === 'queue' ? disablingKeys(policy.definition, target.type) : [];
    if (disabling.length > 0) {
      because.push(`${named(what, policy)} does not apply to ${plural(target)} because it holds ${quoted(disabling)}`);
    } else if (outranked) {
      because.push(`${named(what, policy)} is outranked`);
    } else if (matches === undefined) {
      unknown.push(policy);
    } else {
      best.push(policy);
    }
  }
  return decide(what, best, unknown, because);
}

function decide(
  what: string,
  best: readonly PolicyDefinition[],
  unknown: readonly PolicyDefinition[],
  outvoted: readonly string[],
): PolicyChoice {
  const [first] = best;
  const undecided = [
    ...unknown.map((policy) => `it can't be told whether the pattern of ${named(what, policy)} matches`),
    ...(best.length > 1
      ? [
          `${best.map((policy) => named(what, policy)).join(' and ')} match with the same priority, and which one applies is not defined`,
        ]
      : []),
  ];
  const possible = [...best, ...unknown].map(({ definition }) => definition);
  const sure = undecided.length === 0 ? first : undefined;
  return {
    policy: sure,
    definitions: first === undefined ? [...possible, {}] : possible,
    because:
      sure === undefined
        ? undecided.length > 0
          ? outvoted
          : [...none(what).because, ...outvoted]
        : [`${named(what, sure)} applies`, ...outvoted],
    undecided,
  };
}

function none(what: string): PolicyChoice {
  return { definitions: [{}], because: [`no ${what} applies`], undecided: [] };
}

const meantFor: Readonly<Record<QueueType, ApplyTo>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
};

function isMeantFor(applyTo: ApplyTo, target: PolicyTarget): boolean {
  if (applyTo === 'all') return true;
  return target.kind === 'exchange'
    ? applyTo === 'exchanges'
    : applyTo === 'queues' || applyTo === meantFor[target.type];
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
