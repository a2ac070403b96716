import { queueArgument } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { QueueDefinition, QueueType } from '../topology/topology';

/**
 * What an application that declares a queue as before is answered with 406 for: the server compares durability, and those
 * arguments that queues of the type know.
 * @see https://www.rabbitmq.com/docs/queues#property-equivalence
 */
export function inequivalences(
  before: QueueDefinition & { readonly type: QueueType },
  after: QueueDefinition & { readonly type: QueueType },
  version: ServerVersion,
): readonly string[] {
  const found: string[] = [];
  const say = (argument: string, received: string, current: string, remedy: string) =>
    found.push(
      `406 inequivalent arg '${argument}' for whoever declares it as before (${received}, now ${current}): ${remedy}`,
    );
  if (before.durable !== after.durable)
    say('durable', String(before.durable), String(after.durable), `declare it with durable ${after.durable}`);
  if (before.type !== after.type)
    say(
      'x-queue-type',
      before.type,
      after.type,
      `declare it with 'x-queue-type' "${after.type}", or set quorum_queue.property_equivalence.relaxed_checks_on_redeclaration = true in rabbitmq.conf`,
    );
  const keys = new Set([...Object.keys(before.arguments), ...Object.keys(after.arguments)]);
  for (const key of [...keys].filter((name) => name !== 'x-queue-type')) {
    const support = queueArgument(key, version)?.support[after.type];
    if (support !== 'used' && support !== 'ignored') continue;
    const [received, current] = [before.arguments[key], after.arguments[key]];
    if (received === current) continue;
    const shown = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value));
    const remedy = current === undefined ? 'leave it out' : `declare it with ${shown(current)}`;
    say(key, shown(received), shown(current), remedy);
  }
  return found;
}
