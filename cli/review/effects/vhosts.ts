import { count, destroyed, list, objectOf, reasonOf, type BrokerChange } from '../broker-change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import type { Attributes, PlannedResource } from '../../terraform/plan';

/** What a plan does with virtual hosts, and so with all that is in them. */
export function reviewVhosts(change: BrokerChange): readonly ReviewFinding[] {
  return [
    ...destroyed(change, 'rabbitmq_vhost').map((resource): ReviewFinding => {
      const { address: at, before, after, action } = resource;
      const object = objectOf('vhost', before);
      const said = action === 'delete' || after === undefined ? 'is deleted' : 'is replaced';
      return {
        effect: isVoid(change, object.name) ? 'online' : 'data',
        change: said === 'is deleted' ? 'vhost/deleted' : 'vhost/replaced',
        object: { ...object, vhost: object.name },
        at,
        message: `${said} with everything in it: ${contents(change, object.name)}`,
        because:
          differences(named(before), named(after ?? before))
            .map(showDifference)
            .join(', ') || reasonOf(resource),
        now: change.live?.vhost(object.name),
      };
    }),
    ...change.resources.flatMap((resource): readonly ReviewFinding[] => {
      const { address: at, type, action, before = {}, after = {} } = resource;
      if (type !== 'rabbitmq_vhost' || (action !== 'create' && action !== 'update')) return [];
      const object = { ...objectOf('vhost', after), vhost: String(after['name']) };
      if (action === 'create') {
        return [{ effect: 'online', change: 'vhost/created', object, at, message: 'is created' }];
      }
      return [updated(object, at, before, after, change), ...otherDefaultType(object, at, resource, change)];
    }),
  ];
}

function updated(
  object: ReviewFinding['object'],
  at: string,
  before: Attributes,
  after: Attributes,
  { live }: BrokerChange,
): ReviewFinding {
  const changes = differences(before, after);
  const lowered = changes.filter(({ key, before: old, after: value }) => key.startsWith('max_') && isLower(old, value));
  const there: Readonly<Record<string, number | undefined>> = {
    max_connections: live?.connections(object.name),
    max_queues: live?.queues.filter(({ vhost }) => vhost === object.name).length,
  };
  const closes = lowered.some(({ key, after: value }) => key === 'max_connections' && value === '0');
  const isExceeded = lowered.some(({ key, after: value }) => (there[key] ?? Infinity) > Number(value));
  const limits = changes.some(({ key }) => key.startsWith('max_'))
    ? '; what is there beyond a limit stays, and no more comes'
    : '';
  const counts = lowered.flatMap(({ key }) =>
    there[key] === undefined ? [] : [`${there[key].toLocaleString('en')} ${key.replace('max_', '')}`],
  );
  return {
    effect: closes || isExceeded ? 'availability' : 'online',
    change: 'vhost/updated',
    object,
    at,
    message:
      `changes ${changes.map(showDifference).join(', ')}${closes ? '; clients can no longer connect to it' : limits}` +
      (counts.length > 0 ? `; it has ${counts.join(' and ')} now` : ''),
  };
}

/** Whether a limit becomes tighter; the provider has it as text, and none or a negative one for no limit. */
function isLower(before: unknown, after: unknown): boolean {
  const limit = (value: unknown) =>
    value === '' || value === null || value === undefined || Number(value) < 0 ? Infinity : Number(value);
  return limit(after) < limit(before);
}

/** A virtual host in which the broker has no queue, and nothing is declared: nobody misses it. */
function isVoid({ before, live }: BrokerChange, vhost: string): boolean {
  if (live === undefined) return false;
  const declared = [...before.queues, ...before.exchanges].some((object) => object.vhost === vhost);
  return !declared && live.queues.every((queue) => queue.vhost !== vhost);
}

/** Who declares a queue without a type means the default one: another one is refused where the queue is there already. */
function otherDefaultType(
  object: ReviewFinding['object'],
  at: string,
  { before = {}, after = {} }: PlannedResource,
  { live, resources }: BrokerChange,
): readonly ReviewFinding[] {
  const [old, now] = [before, after].map((vhost) => String(vhost['default_queue_type'] || 'classic'));
  if (old === now || now === undefined) return [];
  const declared = new Set(
    resources
      .filter(({ type }) => type === 'rabbitmq_queue')
      .map(({ after: queue = {} }) => JSON.stringify([queue['vhost'], queue['name']])),
  );
  const untyped = live?.queues
    .filter(({ vhost, name }) => vhost === object.name && !declared.has(JSON.stringify([vhost, name])))
    .filter(({ arguments: given }) => (given['x-queue-type'] ?? 'classic') === old)
    .map(({ name }) => name);
  if (untyped?.length === 0) return [];
  const which = untyped === undefined ? 'an application that has declared one there' : `who declares ${list(untyped)}`;
  return [
    {
      effect: 'availability',
      change: 'vhost/default-queue-type-changed',
      object,
      at,
      message: `takes queues without a type for ${now} ones: ${which} without 'x-queue-type' is refused (406) when it starts again`,
      because: `default_queue_type ${old} → ${now}`,
      remedy: `declare the virtual host with defaultQueueType '${old}', or have applications name the type first`,
    },
  ];
}

function named({ name }: Attributes): Attributes {
  return { name };
}

function contents({ before, live }: BrokerChange, vhost: string): string {
  const within = <T extends { readonly vhost: string }>(elements: readonly T[]) =>
    elements.filter((element) => element.vhost === vhost);
  const queues = new Set([...within(before.queues), ...within(live?.queues ?? [])].map(({ name }) => name));
  const names = [...queues].sort();
  const exchanges = within(before.exchanges).length;
  const permissions = within(before.permissions).length;
  const parts = [
    names.length > 0 ? `${count(names.length, 'queue')} (${list(names)}) with all messages` : '',
    exchanges > 0 ? count(exchanges, 'exchange') : '',
    permissions > 0 ? `the permissions of ${count(permissions, 'user')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing that is declared here' : parts.join(', ');
}
