import type { Arguments, ExchangeDefinition } from '../topology/topology';
import { exchangeClassOf } from './exchange-class';
import { call, comment, literal, raw } from './expression';
import { serverExchanges } from './server-exchanges';
import { PACKAGE, referringArguments, type Variable, type VhostWriter } from './vhost-writer';
import { nameUnless } from './optional';
import { bindingGroups } from './binding-calls';
import { referToQueue, writeQueue } from './queue-statements';
import { refersTo } from './references';

/** Writes the exchanges with their bindings, and the queues with theirs. */
export function writeExchangesAndQueues(writer: VhostWriter): void {
  const { topology, referred, vhost } = writer.content;
  writer.file.gap();
  for (const name of writer.usedServerExchanges()) {
    refer(writer, writer.exchanges.get(name), 'exchange', name, { type: serverExchanges.get(name) ?? 'topic' });
  }
  for (const exchange of referred.exchanges.filter((one) => one.vhost === vhost.name)) {
    writer.file.add(`    ${comment('It stays as it is, and is only referred to.')}`);
    refer(writer, writer.exchanges.get(exchange.name), 'exchange', exchange.name, exchange);
  }
  for (const exchange of alternatesFirst(topology.exchanges)) writeExchange(writer, exchange);
  writeExchangeBindings(writer);
  for (const queue of referred.queues.filter((one) => one.vhost === vhost.name)) {
    writer.file.gap();
    writer.file.add(`    ${comment('It stays as it is, and is only referred to.')}`);
    const variable = writer.queues.get(queue.name);
    if (variable !== undefined) referToQueue(writer, variable, queue);
  }
  for (const queue of topology.queues) {
    writer.file.gap();
    writeQueue(writer, queue);
  }
}

function writeExchange(writer: VhostWriter, exchange: ExchangeDefinition): void {
  const [variable, own] = [writer.exchanges.get(exchange.name), exchangeClassOf(exchange)];
  if (variable === undefined || own === undefined) return;
  writer.notes(exchange.declaredAt);
  const isUsed = isExchangeUsed(writer, exchange.name);
  writer.make(isUsed ? `const ${variable.name} = ` : '', own.name, variable.id, {
    vhost: raw('vhost'),
    exchangeName: nameUnless(variable.id, exchange.name),
    ...own.props,
    arguments: writer.argumentsOf(own.arguments),
  });
  variable.isMade = isUsed;
}

function isExchangeUsed(writer: VhostWriter, name: string): boolean {
  const { bindings, topicPermissions, exchanges, queues, policies, parameters } = writer.content.topology;
  const { shared } = writer.content;
  return (
    bindings.some(
      ({ source, destination, destination_type: kind }) =>
        source === name || (kind === 'exchange' && destination === name),
    ) ||
    topicPermissions.some(({ exchange }) => exchange === name) ||
    [...exchanges, ...queues].some(({ arguments: args }) => referringArguments.some((key) => args[key] === name)) ||
    policies.some(
      (policy) => shared.of(policy) === undefined && referringKeys.some((key) => policy.definition[key] === name),
    ) ||
    parameters.some(({ component, value }) => component === 'shovel' && refersTo(value as Arguments, 'exchange', name))
  );
}

function writeExchangeBindings(writer: VhostWriter): void {
  const { topology } = writer.content;
  for (const exchange of topology.exchanges) {
    const variable = writer.exchanges.get(exchange.name);
    for (const { method, args } of bindingGroups(writer, exchange)) {
      writer.statement('', call(`${variable?.name ?? ''}.${method}`, ...args));
    }
  }
}

function refer(
  writer: VhostWriter,
  variable: Variable | undefined,
  kind: 'exchange',
  name: string,
  { type, arguments: args = {} }: { readonly type: string; readonly arguments?: Arguments },
): void {
  if (variable === undefined) return;
  const own = exchangeClassOf({ type, arguments: args });
  const [construct, more] = own === undefined ? ['PluginExchange', [literal(type)]] : [own.name, own.importArguments];
  writer.file.use(PACKAGE, construct);
  const [scope, id, vhost, said] = [raw('this'), literal(variable.id), raw('vhost'), literal(name)];
  writer.statement(
    `const ${variable.name} = `,
    call(`${construct}.${kind === 'exchange' ? 'fromExchangeName' : ''}`, scope, id, vhost, said, ...more),
  );
  variable.isMade = true;
}

/** Keys of policies that name an exchange. */
const referringKeys: readonly string[] = ['dead-letter-exchange', 'alternate-exchange'];

/** Exchanges in an order in which those that others name as their alternate come first, as far as there is one. */
function alternatesFirst(exchanges: readonly ExchangeDefinition[]): readonly ExchangeDefinition[] {
  const byName = new Map(exchanges.map((exchange) => [exchange.name, exchange]));
  const ordered = new Set<ExchangeDefinition>();
  const visiting = new Set<ExchangeDefinition>();
  const visit = (exchange: ExchangeDefinition): void => {
    if (ordered.has(exchange) || visiting.has(exchange)) return;
    visiting.add(exchange);
    const alternate = byName.get(String(exchange.arguments['alternate-exchange'] ?? ''));
    if (alternate !== undefined) visit(alternate);
    ordered.add(exchange);
  };
  exchanges.forEach(visit);
  return [...ordered];
}
