import { EVENT_EXCHANGE, EVENT_PLUGIN } from '../topology/event-exchange';
import { hazard, refused, type Finding, type Subject } from '../finding';
import { hasPlugin } from '../server/plugins';
import { exchangeSubject, hasExchange, idOf, queueSubject, type TopologyIndex } from '../analysis/topology-index';
import type { Declared, Topology } from '../topology/topology';
import { bindingSubject } from './bindings';
import type { Channel, Circumstances } from './channel';
import { permissionSubject } from './permissions';

/** What refers to something that isn't declared. */
export function* judgeReferences(index: TopologyIndex, circumstances: Circumstances): Iterable<Finding> {
  const { channel } = circumstances;
  yield* judgeVhosts(index, channel);
  yield* judgeUsers(index, channel);
  yield* judgeBindingEnds(index, circumstances);
  for (const { queue, settings } of index.queues.values()) {
    const target = settings.get('dead-letter-exchange');
    if (queue.imported === true || typeof target !== 'string' || hasExchange(index, queue.vhost, target)) continue;
    const message = `its dead-letter exchange '${target}' is not declared: dead letters are dropped`;
    yield hazard(queueSubject(queue), 'queue/dead-letter-exchange-missing', message, 'declare it');
  }
  for (const { exchange, alternate } of index.exchanges.values()) {
    if (exchange.imported === true || alternate === undefined || hasExchange(index, exchange.vhost, alternate))
      continue;
    const message = `its alternate exchange '${alternate}' is not declared: what no binding takes is dropped`;
    yield hazard(exchangeSubject(exchange), 'exchange/alternate-exchange-missing', message, 'declare it');
  }
}

type InVhost = Declared & { readonly vhost: string; readonly name?: string; readonly user?: string };

function* judgeVhosts({ topology, vhosts }: TopologyIndex, channel: Channel): Iterable<Finding> {
  const missing = new Map<string, InVhost>();
  for (const element of elementsInVhosts(topology)) {
    if (!vhosts.has(element.vhost) && !missing.has(element.vhost)) missing.set(element.vhost, element);
  }
  for (const [vhost, element] of missing) {
    const subject: Subject = { object: { type: 'vhost', vhost, name: vhost }, at: element.declaredAt ?? '' };
    const used = `the virtual host '${vhost}' is used and not declared`;
    if (channel !== 'import') {
      yield hazard(subject, 'vhost/missing', `${used}: the broker must have it already`, 'declare or import it');
    } else if (vhost === '/') {
      const message = `${used}: with definitions to load at boot, a new broker does not make it either`;
      yield hazard(subject, 'vhost/missing', message, "add it to 'vhosts'");
    } else {
      yield refused(subject, 'vhost/missing', used, "add it to 'vhosts'");
    }
  }
}

function* elementsInVhosts(topology: Topology): Iterable<InVhost> {
  yield* topology.exchanges;
  yield* topology.queues;
  yield* topology.bindings;
  yield* topology.policies;
  yield* topology.operatorPolicies;
  yield* topology.permissions;
  yield* topology.topicPermissions;
  yield* topology.parameters;
}

function* judgeUsers({ topology }: TopologyIndex, channel: Channel): Iterable<Finding> {
  const users = new Set(topology.users.map(({ name }) => name));
  for (const permission of [...topology.permissions, ...topology.topicPermissions]) {
    if (users.has(permission.user)) continue;
    const type = 'exchange' in permission ? 'topic permission' : 'permission';
    const subject = permissionSubject({ ...permission }, permission.declaredAt ?? '', type);
    const message = `the user '${permission.user}' is not declared`;
    // A new broker makes a guest of its own, unless it has definitions to load at boot.
    yield channel !== 'import' || permission.user === 'guest'
      ? hazard(subject, 'permission/user-missing', `${message}: the broker must have it already`, 'declare it')
      : refused(subject, 'permission/user-missing', message, "add it to 'users'");
  }
}

function* judgeBindingEnds(index: TopologyIndex, { channel, plugins }: Circumstances): Iterable<Finding> {
  for (const binding of index.topology.bindings) {
    const { vhost, source, destination, destination_type: type } = binding;
    const isDeclared = hasExchange(index, vhost, source);
    const comesWithPlugin = isOfPlugin(source, plugins);
    if (!isDeclared && comesWithPlugin === undefined) {
      const message = `its exchange '${source}' comes with the plugin ${EVENT_PLUGIN}`;
      const subject = bindingSubject({ ...binding }, binding.declaredAt ?? '');
      yield hazard(subject, 'binding/plugin-exchange', message, 'see that the broker has it enabled');
    }
    const missing = [
      ...(isDeclared || comesWithPlugin !== false ? [] : [`exchange '${source}'`]),
      ...(type === 'queue' && !index.queues.has(idOf(vhost, destination)) ? [`queue '${destination}'`] : []),
      ...(type === 'exchange' && !hasExchange(index, vhost, destination) ? [`exchange '${destination}'`] : []),
    ];
    if (missing.length === 0) continue;
    const subject = bindingSubject({ ...binding }, binding.declaredAt ?? '');
    const message = `it is bound to what is not declared: ${missing.join(' and ')}`;
    yield channel !== 'import'
      ? hazard(subject, 'binding/end-missing', `${message}; the broker must have it already`, 'declare or import it')
      : refused(subject, 'binding/end-missing', message, 'declare it, or leave the binding out');
  }
}

/** Whether a plugin that the broker has brings the exchange; undefined where one does and nobody knows the broker's plugins. */
function isOfPlugin(exchange: string, plugins: readonly string[] | undefined): boolean | undefined {
  if (exchange !== EVENT_EXCHANGE) return false;
  return plugins === undefined ? undefined : hasPlugin(plugins, EVENT_PLUGIN);
}
