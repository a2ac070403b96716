import { hazard, type Finding } from '../finding';
import { readPattern } from '../pattern/pattern';
import { groupBy } from '../group-by';
import type { TopologyIndex } from '../analysis/topology-index';
import { builtInExchanges } from './names';
import { permissionSubject } from './permissions';

/** Permissions that match nothing, or not what they are meant for. */
export function* judgePermissionEffects({ topology, version }: TopologyIndex): Iterable<Finding> {
  const exchanges = groupBy(topology.exchanges, ({ vhost }) => vhost);
  const queues = groupBy(topology.queues, ({ vhost }) => vhost);
  for (const permission of topology.permissions) {
    if (permission.imported === true) continue;
    const subject = permissionSubject({ ...permission }, permission.declaredAt ?? '', 'permission');
    const exchangeNames = (exchanges.get(permission.vhost) ?? []).map(({ name }) => name);
    const queueNames = (queues.get(permission.vhost) ?? []).map(({ name }) => name);
    if (exchangeNames.length + queueNames.length === 0) continue;
    for (const right of ['configure', 'write', 'read'] as const) {
      const source = permission[right];
      const pattern = readPattern(source, version);
      if (source === '' || source === '^$' || pattern.fault !== undefined) continue;
      const matches = (name: string) => pattern.matches(name) !== false;
      // Names that the broker gives to queues begin with `amq.gen-`, and so on: what has the prefix may be meant for them.
      const onExchanges = ['amq.default', 'amq.gen-', ...builtInExchanges.keys(), ...exchangeNames].some(matches);
      const onQueues = queueNames.some(matches);
      if (!onExchanges && !onQueues) {
        const message = `'${right}' does not match anything declared`;
        yield hazard(
          subject,
          'permission/matches-nothing',
          message,
          'correct the pattern, unless clients declare the objects',
        );
      } else if (right === 'write' && !onExchanges && permission.configure === '') {
        const message =
          "'write' matches queues but no exchange: publishing requires 'write' on an exchange, 'amq.default' for the default exchange";
        yield hazard(subject, 'permission/write-without-exchange', message, "name the exchange, or 'amq.default'");
      }
    }
  }
}
