import { policyKey } from '../../../model/server/queue-setting';
import type { ServerVersion } from '../../../model/server/server-version';
import { isQueueType } from '../../../model/topology/queue-type';
import type { QueueType } from '../../../model/topology/topology';
import { bindingFates, fatesClause, vanishing, type End } from './bindings';
import { destroyed, objectOf, reasonOf, vhostsGoing, type BrokerChange, type Destroyed } from '../broker-change';
import { differences, showDifference, type Difference } from '../differences';
import type { Effect, ReviewFinding } from '../finding';
import type { Load } from '../../broker/live-broker';
import { blockOf, type Attributes } from '../../../model/provider/attributes';
import { readArguments } from '../../../model/provider/sent-values';

/** What a plan does with queues: those of a virtual host that goes are told with it. */
export function reviewQueues(change: BrokerChange): readonly ReviewFinding[] {
  const vhosts = vhostsGoing(change);
  const fatesOf = bindingFates(change);
  return [
    ...destroyed(change, 'rabbitmq_queue')
      .filter(({ before }) => !vhosts.has(String(before['vhost'])))
      .flatMap((resource) => {
        const end: End = {
          kind: 'queue',
          vhost: String(resource.before['vhost']),
          name: String(resource.before['name']),
        };
        const fates = fatesOf(end);
        const now = change.live?.queue(end.vhost, end.name);
        return [
          {
            ...lostQueue(resource, fatesClause(fates), now, change.version),
            ...(now === undefined ? {} : { now }),
          },
          ...vanishing(fates, end, resource.address),
        ];
      }),
    ...change.resources
      .filter(({ type, action }) => type === 'rabbitmq_queue' && action === 'create')
      .map(({ address, after = {} }): ReviewFinding => {
        const object = objectOf('queue', after);
        const message = `is created, as a ${typeOf(after) ?? 'classic'} queue`;
        return { effect: 'online', change: 'queue/created', object, at: address, message };
      }),
  ];
}

function lostQueue(
  resource: Destroyed,
  bindings: string,
  now: Load | undefined,
  version: ServerVersion,
): ReviewFinding {
  const { address: at, before, after, action } = resource;
  const object = objectOf('queue', before);
  const effect = effectOf(now);
  const messages = now?.messages === 0 ? 'it is empty' : 'its messages go';
  if (action === 'delete' || after === undefined) {
    const message = `is deleted: ${messages}${bindings}${now?.consumers === 0 ? '' : ', and its clients are cut off'}`;
    return { effect, change: 'queue/deleted', object, at, message, because: reasonOf(resource) };
  }
  const settings = changed(before, after);
  return {
    effect,
    change: 'queue/replaced',
    object,
    at,
    message: `is replaced: ${messages}${bindings}${now?.consumers === 0 ? '' : ', and its consumers are cut off'}`,
    because: settings.length > 0 ? settings.map(showDifference).join(', ') : reasonOf(resource),
    remedy: settings.length > 0 ? remedyFor(settings, typeOf(before), version) : undefined,
  };
}

/** What it costs that a queue goes: what it holds decides, and what is not known counts as held. */
function effectOf(now: Load | undefined): Effect {
  if (now === undefined || now.messages > 0) return 'data';
  return now.consumers > 0 ? 'availability' : 'online';
}

/** What a queue cannot change once it is declared. */
function changed(before: Attributes, after: Attributes): readonly Difference[] {
  const [old, now] = [blockOf(before, 'settings'), blockOf(after, 'settings')];
  const fixed = ({ name, vhost }: Attributes, { durable, auto_delete }: Attributes) => ({
    name,
    vhost,
    durable,
    auto_delete,
  });
  return [
    ...differences(fixed(before, old), fixed(after, now)),
    ...differences(readArguments(old), readArguments(now)),
  ];
}

function remedyFor(settings: readonly Difference[], type: QueueType | undefined, version: ServerVersion): string {
  const beside =
    'declare the new queue beside it under another name, move consumers and messages, then remove this one';
  const byPolicy = settings.filter(({ key }) => {
    const acts = key.startsWith('x-') ? policyKey(key.slice(2), version) : undefined;
    return type !== undefined && acts?.queues.includes(type) === true;
  });
  if (byPolicy.length === 0) return beside;
  const keys = byPolicy.map(({ key }) => `'${key.slice(2)}'`).join(', ');
  const online = `a policy can carry ${keys}, and would make it an online change: set it there instead of in the arguments`;
  return byPolicy.length === settings.length ? online : `${online}; for the rest, ${beside}`;
}

function typeOf(queue: Attributes): QueueType | undefined {
  const type = readArguments(blockOf(queue, 'settings'))['x-queue-type'];
  return isQueueType(type) ? type : undefined;
}
