import { queueTypeOf } from '../topology/queue-type';
import type { Arguments, Json, QueueDefinition, QueueType } from '../topology/topology';
import { call, literal, print, raw, type Expression } from './expression';
import { PACKAGE, type Variable, type VhostWriter } from './vhost-writer';
import { nameUnless } from './optional';
import { bindingGroups } from './binding-calls';
import { refersTo } from './references';

/** Writes a queue with its bindings. */
export function writeQueue(writer: VhostWriter, queue: QueueDefinition): void {
  const { version, vhost, topology } = writer.content;
  const variable = writer.queues.get(queue.name);
  const type = queueTypeOf(queue, vhost.default_queue_type, version);
  if (variable === undefined || type === undefined) return;
  const groups = bindingGroups(writer, queue);
  const isReferredTo = topology.parameters.some(
    ({ component, value }) => component === 'shovel' && refersTo(value as Arguments, 'queue', queue.name),
  );
  const [only] = groups;
  const isChained = !isReferredTo && groups.length === 1 && only !== undefined && only.method === 'bindTo';
  const start = isReferredTo || (groups.length > 0 && !isChained) ? `const ${variable.name} = ` : '';
  variable.isMade = start !== '';
  writer.notes(queue.declaredAt);
  const made = writer.construct(queueClasses[type], variable.id, {
    vhost: raw('vhost'),
    queueName: nameUnless(variable.id, queue.name),
    ...queueArguments(writer, queue, type),
  });
  if (isChained) {
    chain(writer, made, only.args);
    return;
  }
  writer.statement(start, made);
  for (const { method, args } of groups) writer.statement('', call(`${variable.name}.${method}`, ...args));
}

/** `new QuorumQueue(…).bindTo(…)`, where the arguments of the last call stay on one line. */
function chain(writer: VhostWriter, made: Expression, args: readonly Expression[]): void {
  const bound = print(call('.bindTo', ...args), 4, 1);
  const first = print(made, 4, bound.includes('\n') ? 1 : bound.length + 1);
  writer.file.add(`    ${first}${bound};`);
}

function queueArguments(
  writer: VhostWriter,
  { arguments: args }: QueueDefinition,
  type: QueueType,
): Readonly<Record<string, Expression | undefined>> {
  const props: Record<string, Expression> = {};
  const rest: Record<string, Json> = {};
  for (const [key, value] of Object.entries(args)) {
    if (key === 'x-queue-type') continue;
    const prop = queueProps.find((one) => one.argument === key && one.types.includes(type) && one.holds(value));
    if (prop === undefined) rest[key] = value;
    else props[prop.name] = literal(value);
  }
  return { ...props, arguments: writer.argumentsOf(rest) };
}

/** Writes a reference to a queue that stays as it is. */
export function referToQueue(writer: VhostWriter, variable: Variable, queue: QueueDefinition): void {
  const { version, vhost } = writer.content;
  const construct = queueClasses[queueTypeOf(queue, vhost.default_queue_type, version) ?? 'classic'];
  writer.file.use(PACKAGE, construct);
  const args = [raw('this'), literal(variable.id), raw('vhost'), literal(queue.name)];
  writer.statement(`const ${variable.name} = `, call(`${construct}.fromQueueName`, ...args));
  variable.isMade = true;
}

const queueClasses: Readonly<Record<QueueType, string>> = {
  classic: 'ClassicQueue',
  quorum: 'QuorumQueue',
  stream: 'StreamQueue',
};

/** Arguments of queues that have a prop. */
const queueProps: readonly {
  readonly argument: string;
  readonly name: string;
  readonly types: readonly QueueType[];
  holds(value: Json): boolean;
}[] = [
  {
    argument: 'x-max-priority',
    name: 'maxPriority',
    types: ['classic'],
    holds: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  },
  {
    argument: 'x-single-active-consumer',
    name: 'singleActiveConsumer',
    types: ['classic', 'quorum'],
    holds: (value) => typeof value === 'boolean',
  },
  {
    argument: 'x-quorum-initial-group-size',
    name: 'initialGroupSize',
    types: ['quorum'],
    holds: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  },
];
