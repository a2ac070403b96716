import { policyKey } from '../../../model/server/queue-setting';
import type { ServerVersion } from '../../../model/server/server-version';
import { isQueueType } from '../../../model/topology/queue-type';
import type { QueueDefinition, QueueType } from '../../../model/topology/topology';
import { bindingFates, fatesClause, vanishing, type End } from './bindings';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import { destroyed, type Destroyed } from '../change';
import { showDifference, type Difference } from '../differences';
import type { Effect, ReviewFinding } from '../finding';
import { fixedDifferences } from '../fixed-settings';
import { reasonOf } from '../reason';
import type { Load } from '../../broker/live-broker';

/** What a plan does with queues: those of a virtual host that goes are told with it. */
export function reviewQueues(change: BrokerChange): readonly ReviewFinding[] {
  const queues = change.changes.rabbitmq_queue;
  const vhosts = vhostsGoing(change);
  const fatesOf = bindingFates(change);
  return [
    ...destroyed(queues)
      .filter(({ before }) => !vhosts.has(before.vhost))
      .flatMap((queue) => {
        const { vhost, name } = queue.before;
        const end: End = { kind: 'queue', vhost, name };
        const fates = fatesOf(end);
        const now = change.live?.queue(vhost, name);
        return [
          {
            ...lostQueue(queue, fatesClause(fates), now, change.version),
            ...(now === undefined ? {} : { now }),
          },
          ...vanishing(fates, end, queue.address),
        ];
      }),
    ...queues.flatMap(({ address, action, after }): readonly ReviewFinding[] => {
      if (action !== 'create' || after === undefined) return [];
      const message = `is created, as a ${typeOf(after) ?? 'classic'} queue`;
      return [{ effect: 'online', change: 'queue/created', object: objectOf(after), at: address, message }];
    }),
  ];
}

function lostQueue(
  queue: Destroyed<QueueDefinition>,
  bindings: string,
  now: Load | undefined,
  version: ServerVersion,
): ReviewFinding {
  const { address: at, before, after, action } = queue;
  const object = objectOf(before);
  const effect = effectOf(now);
  const messages = now?.messages === 0 ? 'it is empty' : 'its messages go';
  if (action === 'delete' || after === undefined) {
    const message = `is deleted: ${messages}${bindings}${now?.consumers === 0 ? '' : ', and its clients are cut off'}`;
    return { effect, change: 'queue/deleted', object, at, message, because: reasonOf(queue) };
  }
  const settings = fixedDifferences(before, after);
  return {
    effect,
    change: 'queue/replaced',
    object,
    at,
    message: `is replaced: ${messages}${bindings}${now?.consumers === 0 ? '' : ', and its consumers are cut off'}`,
    because: settings.length > 0 ? settings.map(showDifference).join(', ') : reasonOf(queue),
    remedy: settings.length > 0 ? remedyFor(settings, typeOf(before), version) : undefined,
  };
}

/** What it costs that a queue goes: what it holds decides, and what is not known counts as held. */
function effectOf(now: Load | undefined): Effect {
  if (now === undefined || now.messages > 0) return 'data';
  return now.consumers > 0 ? 'availability' : 'online';
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

function typeOf({ arguments: { 'x-queue-type': type } }: QueueDefinition): QueueType | undefined {
  return isQueueType(type) ? type : undefined;
}

function objectOf({ vhost, name }: QueueDefinition): ReviewFinding['object'] {
  return { type: 'queue', vhost, name };
}
