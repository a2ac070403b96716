import { hazard, type Finding, type Subject } from '../finding';
import { readPattern } from '../pattern/pattern';
import { applyToOf } from '../policies/object-class';
import { disablingKeys } from '../server/queue-setting';
import { exchangeSubject, queueSubject, type TopologyIndex } from '../analysis/topology-index';
import type { PolicyDefinition, QueueType } from '../topology/topology';

/** Policies that apply to nothing, or not to all that they match; objects whose policy is anybody's guess. */
export function* judgePolicyEffects(index: TopologyIndex): Iterable<Finding> {
  const objects = objectsByVhost(index);
  const { policies, operatorPolicies } = index.topology;
  for (const policy of policies) yield* judgeOne(index, policy, 'policy', objects.get(policy.vhost) ?? []);
  for (const policy of operatorPolicies) {
    yield* judgeOne(index, policy, 'operator policy', objects.get(policy.vhost) ?? []);
  }
  for (const { queue, undecided } of index.queues.values()) {
    for (const reason of queue.imported === true ? [] : undecided) yield undecidedPolicy(queueSubject(queue), reason);
  }
  for (const { exchange, undecided } of index.exchanges.values()) {
    for (const reason of exchange.imported === true ? [] : undecided) {
      yield undecidedPolicy(exchangeSubject(exchange), reason);
    }
  }
}

interface PolicyObject {
  readonly name: string;
  /** What an `apply-to` may say to include it. */
  readonly appliesTo: string;
  /** Absent for exchanges. */
  readonly type?: QueueType;
}

function objectsByVhost({ queues, exchanges }: TopologyIndex): ReadonlyMap<string, readonly PolicyObject[]> {
  const objects = new Map<string, PolicyObject[]>();
  const add = (vhost: string, object: PolicyObject) => {
    const list = objects.get(vhost) ?? [];
    objects.set(vhost, list);
    list.push(object);
  };
  for (const { queue, type = 'classic' } of queues.values()) {
    add(queue.vhost, { name: queue.name, appliesTo: applyToOf[type], type });
  }
  for (const { exchange } of exchanges.values()) {
    add(exchange.vhost, { name: exchange.name, appliesTo: 'exchanges' });
  }
  return objects;
}

function* judgeOne(
  { version }: TopologyIndex,
  policy: PolicyDefinition,
  kind: string,
  objects: readonly PolicyObject[],
): Iterable<Finding> {
  const subject: Subject = {
    object: { type: kind, vhost: policy.vhost, name: policy.name },
    at: policy.declaredAt ?? '',
  };
  const pattern = readPattern(policy.pattern, version);
  if (pattern.fault !== undefined) return;
  const meant = policy['apply-to'];
  // With one type alone in `apply-to` it is said already that the policy can't apply.
  const types = meant === 'all' || meant === 'queues' ? (['classic', 'quorum', 'stream'] as const) : [];
  const disabled = new Map(types.map((type) => [type, disablingKeys(policy.definition, type, version)] as const));
  const unseen = new Set(types.filter((type) => (disabled.get(type) ?? []).length > 0));
  const hit = new Set<QueueType>();
  let matched = false;
  for (const { name, appliesTo: kindOfObject, type } of objects) {
    if (matched && unseen.size === 0) break;
    const included = meant === 'all' || meant === kindOfObject || (meant === 'queues' && type !== undefined);
    if (!included || (matched && (type === undefined || !unseen.has(type)))) continue;
    if (pattern.matches(name) === false) continue;
    matched = true;
    if (type !== undefined && unseen.delete(type)) hit.add(type);
  }
  if (!matched) {
    // Objects that clients declare are not in any file.
    const message = 'it does not match anything declared';
    yield hazard(
      subject,
      'policy/matches-nothing',
      message,
      "check 'pattern' and 'apply-to', unless clients declare the objects",
    );
  }
  for (const type of hit) {
    const keys = (disabled.get(type) ?? []).map((key) => `'${key}'`).join(', ');
    const message = `it matches ${type} queues but does not apply to them, because of ${keys}`;
    yield hazard(subject, 'policy/disabled-for-type', message, "create one policy per queue type, with 'apply-to'");
  }
}

function undecidedPolicy(subject: Subject, reason: string): Finding {
  return hazard(
    subject,
    'policy/undecided',
    reason,
    'give the policies different priorities, or patterns that are mutually exclusive',
  );
}
