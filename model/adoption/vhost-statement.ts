import { isLimits } from './limits';
import type { Arguments, Topology } from '../topology/topology';
import { call, literal, raw } from './expression';
import type { VhostWriter } from './vhost-writer';
import { given } from './optional';

/** Writes the virtual host itself. */
export function writeVhost(writer: VhostWriter): void {
  const { vhost, isDeclared, topology } = writer.content;
  const { description, default_queue_type: type, tracing } = vhost;
  const start = hasContent(topology) ? 'const vhost = ' : '';
  if (!isDeclared) {
    const isThere = call('Vhost.fromVhostName', raw('this'), literal('vhost'), raw('broker'), literal(vhost.name));
    writer.statement(start, isThere);
    return;
  }
  writer.notes(vhost.declaredAt);
  const limits = topology.parameters.find(({ component }) => component === 'vhost-limits');
  const { 'max-connections': maxConnections, 'max-queues': maxQueues } = (limits?.value ?? {}) as Arguments;
  writer.make(start, 'Vhost', 'vhost', {
    broker: raw('broker'),
    vhostName: literal(vhost.name),
    description: description === undefined || description === '' ? undefined : literal(description),
    defaultQueueType: literal(type ?? 'node-default'),
    maxConnections: given(maxConnections),
    maxQueues: given(maxQueues),
    tracing: tracing === true ? literal(true) : undefined,
  });
}

/** Whether something is declared in the virtual host, which then refers to it. */
function hasContent(topology: Topology): boolean {
  const links = topology.parameters.filter((parameter) => !isLimits(parameter));
  const within = { ...topology, vhosts: [], parameters: links };
  return Object.values(within).some(({ length }) => length > 0);
}
