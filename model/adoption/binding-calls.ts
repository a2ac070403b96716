import type { BindingDefinition, ExchangeDefinition, QueueDefinition } from '../topology/topology';
import { literal, objectOf, raw, type Expression } from './expression';
import { Names, slug } from './identifiers';
import type { VhostWriter } from './vhost-writer';
import { given } from './optional';

/** The bindings of a queue or an exchange, as calls of its methods; those of one source together. */
export function bindingGroups(
  writer: VhostWriter,
  destination: QueueDefinition | ExchangeDefinition,
): readonly BindingCall[] {
  const kind = 'type' in destination ? 'exchange' : 'queue';
  const own = writer.content.topology.bindings.filter(
    (one) => one.destination_type === kind && one.destination === destination.name,
  );
  const ids = new Names([], (id) => id.replaceAll('/', '--'));
  const sources = [...new Set(own.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const from = own.filter((binding) => binding.source === source);
    const plain = from.filter(isPlain).map((binding) => ({ binding, id: `${source}:${binding.routing_key}` }));
    const simple = plain.filter(({ id }) => ids.give([id], '-') === id).map(({ binding }) => binding);
    const others = from.filter((binding) => !simple.includes(binding));
    const variable = raw(writer.exchanges.get(source)?.name ?? '');
    const [first] = simple;
    const keys = simple.length === 1 && first?.routing_key === '' ? [] : simple.map((one) => one.routing_key);
    return [
      ...(simple.length === 0 ? [] : [{ method: 'bindTo', args: [variable, ...keys.map(literal)] }]),
      ...others.map((binding) => ({
        method: 'addBinding',
        args: [variable, bindingOptions(writer, binding, bindingId(writer, binding, ids))],
      })),
    ];
  });
}

/** What tells a binding from others of its ends, in ids; undefined where its routing key does. */
function bindingId(
  writer: VhostWriter,
  { source, routing_key: key, arguments: args }: BindingDefinition,
  ids: Names,
): string | undefined {
  const wanted = `${source}:${key}`;
  const values = Object.entries(args).filter(([name]) => name !== 'x-match');
  const told = slug([key, ...values.map(([name, value]) => `${name}-${String(value)}`)].join('-'), 'binding');
  const id = ids.give([wanted, `${source}:${told}`], '-');
  return id === wanted ? undefined : id.slice(source.length + 1);
}

function bindingOptions(writer: VhostWriter, binding: BindingDefinition, id: string | undefined): Expression {
  const { routing_key: key, arguments: args } = binding;
  const type = writer.exchangeType(binding.source);
  const { 'x-match': match, ...headers } = args;
  const areHeaders =
    type === 'headers' &&
    Object.keys(headers).length > 0 &&
    ['all', 'any', 'all-with-x', 'any-with-x'].some((known) => known === match) &&
    Object.values(headers).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  return objectOf({
    id: given(id),
    routingKey: key === '' ? undefined : literal(key),
    headers: areHeaders ? literal(headers) : undefined,
    match: areHeaders && match !== 'all' ? given(match) : undefined,
    arguments: areHeaders || Object.keys(args).length === 0 ? undefined : literal(args),
  });
}

/** Bindings of what is only referred to, which has no methods. */
export function writeMoreBindings(writer: VhostWriter): void {
  const { topology } = writer.content;
  const own = new Set([
    ...topology.queues.map(({ name }) => `queue ${name}`),
    ...topology.exchanges.map(({ name }) => `exchange ${name}`),
  ]);
  const others = topology.bindings.filter(
    ({ destination, destination_type: kind }) => !own.has(`${kind} ${destination}`),
  );
  if (others.length > 0) writer.file.gap();
  for (const binding of others) {
    const { source, destination, destination_type: kind } = binding;
    const ends = [writer.exchanges.get(source), (kind === 'queue' ? writer.queues : writer.exchanges).get(destination)];
    const [from, to] = ends.map((end) => end?.name ?? '');
    const id = writer.ids.give([slug(`${source}-to-${destination}-${binding.routing_key}`, 'binding')], '-');
    const options = bindingOptions(writer, binding, undefined);
    writer.make('', 'Binding', id, {
      source: raw(from ?? ''),
      destination: raw(to ?? ''),
      ...(options.kind === 'object' ? Object.fromEntries(options.entries) : {}),
    });
  }
}

/** A call of a method that binds. */
export interface BindingCall {
  readonly method: string;
  readonly args: readonly Expression[];
}

function isPlain({ arguments: args }: BindingDefinition): boolean {
  return Object.keys(args).length === 0;
}
