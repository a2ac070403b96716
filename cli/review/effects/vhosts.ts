import { isDeepStrictEqual } from 'node:util';
import { idOf } from '../../../model/topology/object-id';
import type { LimitedVhost } from '../../../model/provider/provider-objects';
import { vhostResource } from '../../../model/provider/vhosts';
import type { BrokerChange } from '../broker-change';
import { destroyed } from '../change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { reasonOf } from '../reason';
import { count, list } from '../wording';

/** What a plan does with virtual hosts, and so with all that is in them. */
export function reviewVhosts(change: BrokerChange): readonly ReviewFinding[] {
  const vhosts = change.changes.rabbitmq_vhost;
  return [
    ...destroyed(vhosts).map((vhost): ReviewFinding => {
      const { address: at, before, after, action } = vhost;
      const { name } = before;
      const said = action === 'delete' || after === undefined ? 'is deleted' : 'is replaced';
      return {
        effect: isVoid(change, name) ? 'online' : 'data',
        change: said === 'is deleted' ? 'vhost/deleted' : 'vhost/replaced',
        object: objectOf(before),
        at,
        message: `${said} with everything in it: ${contents(change, name)}`,
        because:
          differences({ name }, { name: (after ?? before).name })
            .map(showDifference)
            .join(', ') || reasonOf(vhost),
        now: change.live?.vhost(name),
      };
    }),
    ...vhosts.flatMap(({ address: at, action, before, after }): readonly ReviewFinding[] => {
      if (after === undefined) return [];
      const object = objectOf(after);
      if (action === 'create') {
        return [{ effect: 'online', change: 'vhost/created', object, at, message: 'is created' }];
      }
      if (action !== 'update' || before === undefined) return [];
      const known = asBrokerHas(before, change);
      const lost = emptiedTags(object, at, change, after.tags);
      // The provider sends what it does not read back, which changes nothing where the broker has it.
      if (known !== before && isDeepStrictEqual(settingsOf(known), settingsOf(after))) return lost;
      return [
        updated(object, at, known, after, change),
        ...lost,
        ...otherDefaultType(object, at, [known, after], change),
      ];
    }),
  ];
}

/** What a state does not hold of what was taken over: the provider does not read the default queue type. */
function asBrokerHas(vhost: LimitedVhost, { live }: BrokerChange): LimitedVhost {
  const type = live?.vhosts.find(({ name }) => name === vhost.name)?.default_queue_type;
  return vhost.default_queue_type !== undefined || type === undefined ? vhost : { ...vhost, default_queue_type: type };
}

function objectOf({ name }: LimitedVhost): ReviewFinding['object'] {
  return { type: 'vhost', vhost: name, name };
}

/** The provider knows no tags, and sends none with whatever it changes. */
function emptiedTags(
  object: ReviewFinding['object'],
  at: string,
  { live }: BrokerChange,
  kept: readonly string[] = [],
): readonly ReviewFinding[] {
  const tags = (live?.tagsOf(object.name) ?? []).filter((tag) => !kept.includes(tag));
  if (tags.length === 0) return [];
  return [
    {
      effect: 'online',
      change: 'vhost/tags-emptied',
      object,
      at,
      message: `loses its tags ${list(tags)}: the provider knows none, and sends none with what it changes`,
      remedy: `where somebody needs them, set them again with 'rabbitmqctl update_vhost_metadata'`,
    },
  ];
}

function updated(
  object: ReviewFinding['object'],
  at: string,
  before: LimitedVhost,
  after: LimitedVhost,
  { live }: BrokerChange,
): ReviewFinding {
  const changes = differences(settingsOf(before), settingsOf(after)).map(showDifference).join(', ');
  const limits = differences(before.limits, after.limits);
  const lowered = limits.filter(({ before: old, after: limit }) => isLower(old, limit));
  const there: Readonly<Record<string, number | undefined>> = {
    'max-connections': live?.connections(object.name),
    'max-queues': live?.queues.filter(({ vhost }) => vhost === object.name).length,
  };
  const closes = lowered.some(({ key, after: limit }) => key === 'max-connections' && limit === 0);
  const isExceeded = lowered.some(({ key, after: limit }) => (there[key] ?? Infinity) > Number(limit));
  const said = limits.length > 0 ? '; what is there beyond a limit stays, and no more comes' : '';
  const counts = lowered.flatMap(({ key }) =>
    there[key] === undefined ? [] : [`${there[key].toLocaleString('en')} ${key.replace('max-', '')}`],
  );
  return {
    effect: closes || isExceeded ? 'availability' : 'online',
    change: 'vhost/updated',
    object,
    at,
    message:
      `${changes === '' ? 'is updated' : `changes ${changes}`}${closes ? '; clients can no longer connect to it' : said}` +
      (counts.length > 0 ? `; it has ${counts.join(' and ')} now` : ''),
  };
}

/** What is set of a virtual host, in the spelling of whoever declares it. */
function settingsOf({ limits: value, ...vhost }: LimitedVhost): Readonly<Record<string, unknown>> {
  const { name, tracing = false, tags } = vhost;
  const limits = { component: 'vhost-limits', vhost: name, name: 'limits', value };
  return { ...vhostResource.render({ vhosts: [{ ...vhost, tracing }], parameters: [limits] }), tags };
}

/** Whether a limit becomes tighter; none and a negative one are no limit. */
function isLower(before: unknown, after: unknown): boolean {
  const limit = (value: unknown) => (typeof value !== 'number' || value < 0 ? Infinity : value);
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
  vhosts: readonly [before: LimitedVhost, after: LimitedVhost],
  { live, before, after }: BrokerChange,
): readonly ReviewFinding[] {
  const sent = vhosts[1].default_queue_type;
  // The provider reads it of no virtual host that it takes over: the state says nothing, and only the broker knows.
  if (live === undefined && sent !== undefined && vhosts[0].default_queue_type === undefined)
    return [
      {
        effect: 'online',
        change: 'vhost/default-queue-type-unknown',
        object,
        at,
        message: `is sent the default queue type ${sent}; the state does not hold which it has, and the broker was not asked`,
        remedy: 'review again when the broker answers: another type than it has would be refused (406) to applications',
      },
    ];
  const [old, now] = vhosts.map(({ default_queue_type: type = 'classic' }) => type);
  if (old === now || now === undefined) return [];
  const kept = new Set(after.queues.map(({ vhost, name }) => idOf(vhost, name)));
  const deleted = new Set(
    before.queues.map(({ vhost, name }) => idOf(vhost, name)).filter((queue) => !kept.has(queue)),
  );
  // Also of a queue that is declared here, with its type: its application may declare it as before it was taken over.
  const untyped = live?.queues
    .filter(({ vhost, name }) => vhost === object.name && !deleted.has(idOf(vhost, name)))
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
