import { effectivePolicies, type EffectivePolicy } from '../../../model/policies/effective-policy';
import type { PolicyTarget } from '../../../model/policies/policy-target';
import { effectiveSettings } from '../../../model/policies/effective-settings';
import { idOf } from '../../../model/topology/object-id';
import { wordsOf } from '../../../model/provider/resource-kind';
import { queueTypeOf } from '../../../model/topology/queue-type';
import type { ServerVersion } from '../../../model/server/server-version';
import type { Arguments, PolicyDefinition, QueueDefinition, Topology } from '../../../model/topology/topology';
import type { LiveBroker } from '../../broker/live-broker';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import type { Change } from '../change';
import { differences, showDifference, type Difference } from '../differences';
import type { ReviewFinding } from '../finding';
import { consequenceOf, type Consequence, type Settings } from './setting-consequence';

/** What a plan changes in the settings that govern queues and exchanges which stay, through policies. */
export function reviewPolicies(change: BrokerChange): readonly ReviewFinding[] {
  const { rabbitmq_policy: policies, rabbitmq_operator_policy: operatorPolicies } = change.changes;
  const changed = [...policies, ...operatorPolicies].filter(({ action }) => action !== 'none');
  if (changed.length === 0) return [];
  const findings = effectiveChanges(change);
  const vhosts = vhostsGoing(change);
  const felt = new Set(findings.map(({ at }) => at));
  const unfelt = changed
    .filter(({ address, before, after }) => !felt.has(address) && !vhosts.has((before ?? after)?.vhost ?? ''))
    .flatMap(unfeltFinding);
  return [...findings, ...unfelt];
}

function unfeltFinding({
  address: at,
  type,
  action,
  before,
  after,
}: Change<PolicyDefinition>): readonly ReviewFinding[] {
  const policy = after ?? before;
  if (policy === undefined) return [];
  const { vhost, name } = policy;
  const what = wordsOf(type);
  const message = `is ${action}d; it does not change the settings of existing queues or exchanges`;
  const change = `${what.replace(' ', '-')}/${action}d`;
  return [{ effect: 'online', change, object: { type: what, vhost, name }, at, message }];
}

function effectiveChanges(change: BrokerChange): readonly ReviewFinding[] {
  const { before, after, version, live } = change;
  const old = effectivePolicies(withUndeclared(before, live), version);
  const now = effectivePolicies(withUndeclared(after, live, before), version);
  return targets(change).flatMap(({ target, own, governed }): readonly ReviewFinding[] => {
    const [from, to] = [old(target), now(target)];
    const object = { type: target.kind, vhost: target.vhost, name: target.name };
    const at =
      to.policy?.declaredAt ??
      from.policy?.declaredAt ??
      to.operatorPolicy?.declaredAt ??
      from.operatorPolicy?.declaredAt ??
      own;
    if (from.definition === undefined || to.definition === undefined) {
      const because = [...new Set([...from.undecided, ...to.undecided])].join('; ');
      const message = `may change its settings: which policy applies cannot be determined`;
      return [{ effect: 'online', change: `${target.kind}/settings-unknown`, object, at, message, because }];
    }
    const settings = differences(governed(from.definition), governed(to.definition));
    if (settings.length === 0) return [];
    const holds = target.kind === 'queue' ? live?.queue(target.vhost, target.name) : undefined;
    const consequences = settings.map((setting) => consequenceOf(setting, governed(to.definition as Arguments), holds));
    return [
      {
        effect: consequences.some(({ effect }) => effect === 'data') ? 'data' : 'online',
        change: `${target.kind}/settings-changed`,
        object,
        at: cause(settings, from, to) ?? at,
        message: `changes ${settings.map((setting, index) => clause(setting, consequences[index])).join(', ')}`,
        because: chosen(from, to),
        ...(target.kind === 'queue' ? { now: holds } : {}),
      },
    ];
  });
}

interface Target {
  readonly target: PolicyTarget;
  /** The address of the object itself. */
  readonly own: string;
  /** Its settings in the end, of a merged definition and its own arguments. */
  readonly governed: (definition: Arguments) => Settings;
}

/** The queues and exchanges that are there before and after; what is made anew gets its settings with the making. */
function targets({ changes, before, after, live, version }: BrokerChange): readonly Target[] {
  const anew = new Set(
    [...changes.rabbitmq_queue, ...changes.rabbitmq_exchange]
      .filter(({ action }) => action === 'create' || action === 'replace')
      .map(({ address }) => address),
  );
  const stays = ({ declaredAt = '' }: { readonly declaredAt?: string }) => !anew.has(declaredAt);
  const declared = new Set([...before.queues, ...after.queues].map(({ vhost, name }) => idOf(vhost, name)));
  const undeclared = (live?.queues ?? []).filter(({ vhost, name }) => !declared.has(idOf(vhost, name)));
  const vhosts = new Map(after.vhosts.map((vhost) => [vhost.name, vhost]));
  return [
    ...[...after.queues.filter(stays), ...undeclared].flatMap((queue) => queueTarget(queue, vhosts, version)),
    ...after.exchanges.filter(stays).map(({ vhost, name, arguments: given, declaredAt: own = '' }): Target => {
      const argument = given['alternate-exchange'];
      const governed = (definition: Arguments) =>
        argument === undefined ? definition : { ...definition, 'alternate-exchange': argument };
      return {
        target: { kind: 'exchange', vhost, name },
        own,
        governed: (definition) => only(governed(definition), ofExchanges),
      };
    }),
  ];
}

function queueTarget(
  queue: QueueDefinition,
  vhosts: ReadonlyMap<string, Topology['vhosts'][number]>,
  version: ServerVersion,
): readonly Target[] {
  const { vhost, name, declaredAt: own = '' } = queue;
  const type = queueTypeOf(queue, vhosts.get(vhost)?.default_queue_type, version);
  if (type === undefined) return [];
  const governed = (definition: Arguments) =>
    Object.fromEntries(
      effectiveSettings(type, queue.arguments, definition, version).map(({ key, value }) => [key, value]),
    );
  return [{ target: { kind: 'queue', vhost, name, type }, own, governed }];
}

const ofExchanges = [
  'alternate-exchange',
  'federation-upstream',
  'federation-upstream-set',
  'federation-upstream-pattern',
];

function only(table: Arguments, keys: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(table).filter(([key]) => keys.includes(key)));
}

/** Policies that only the broker knows count on both sides; those declared before and not after are gone. */
export function withUndeclared(
  declared: Topology,
  live: Pick<LiveBroker, 'policies' | 'operatorPolicies'> | undefined,
  before = declared,
): Pick<Topology, 'policies' | 'operatorPolicies'> {
  const others = (kind: 'policies' | 'operatorPolicies') => {
    const known = new Set([...before[kind], ...declared[kind]].map(({ vhost, name }) => idOf(vhost, name)));
    return (live?.[kind] ?? []).filter(({ vhost, name }) => !known.has(idOf(vhost, name)));
  };
  return {
    policies: [...declared.policies, ...others('policies')],
    operatorPolicies: [...declared.operatorPolicies, ...others('operatorPolicies')],
  };
}

/** Where the first of the settings was written that changes. */
function cause([first]: readonly Difference[], from: EffectivePolicy, to: EffectivePolicy): string | undefined {
  const holds = (policy: PolicyDefinition | undefined) =>
    first !== undefined && policy !== undefined && first.key in policy.definition;
  return [to.operatorPolicy, to.policy, from.operatorPolicy, from.policy].find(holds)?.declaredAt;
}

function chosen(from: EffectivePolicy, to: EffectivePolicy): string {
  return [
    ...choice('policy', from.policy, to.policy),
    ...choice('operator policy', from.operatorPolicy, to.operatorPolicy),
  ].join('; ');
}

function choice(what: string, from: PolicyDefinition | undefined, to: PolicyDefinition | undefined): readonly string[] {
  if (from === undefined && to === undefined) return [];
  if (to === undefined) return [`${what} '${from?.name}' no longer applies`];
  if (from === undefined) return [`${what} '${to.name}' applies now`];
  return [
    from.name === to.name ? `${what} '${to.name}'` : `${what} '${to.name}' applies now instead of '${from.name}'`,
  ];
}

function clause(setting: Difference, consequence: Consequence | undefined): string {
  return `${showDifference(setting)}${consequence?.says === undefined ? '' : ` (${consequence.says})`}`;
}
