import { EVENT_EXCHANGE, EVENT_PLUGIN } from '../topology/event-exchange';
import { hazard, refused, type Finding, type FindingObject, type Subject } from '../finding';
import { hasPlugin } from '../server/plugins';
import { isAtLeast } from '../server/server-version';
import { exchangeSubject, hasExchange, queueSubject, type TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import type { Declared, Topology } from '../topology/topology';
import { bindingSubject } from './bindings';
import type { DeclaredVia, Circumstances } from './circumstances';
import { permissionSubject } from './permissions';

/**
 * What refers to something that isn't declared, or that an import leaves out.
 * @param leftOut - queues and exchanges that are declared and won't be there, by {@link keyOf}
 */
export function* judgeReferences(
  index: TopologyIndex,
  circumstances: Circumstances,
  leftOut: ReadonlySet<string>,
): Iterable<Finding> {
  const { declaredVia } = circumstances;
  yield* judgeVhosts(index, circumstances);
  yield* judgeUsers(index, declaredVia);
  yield* judgeBindingEnds(index, circumstances, leftOut);
  yield* judgeTopicPermissions(index, circumstances, leftOut);
  for (const { queue, settings } of index.queues.values()) {
    const target = settings.get('dead-letter-exchange');
    if (queue.imported === true || typeof target !== 'string' || hasExchange(index, queue.vhost, target)) continue;
    const message = `its dead-letter exchange '${target}' is not declared: dead letters are dropped`;
    yield hazard(queueSubject(queue), 'queue/dead-letter-exchange-missing', message, 'declare it');
  }
  for (const { exchange, alternate } of index.exchanges.values()) {
    if (exchange.imported === true || alternate === undefined || hasExchange(index, exchange.vhost, alternate))
      continue;
    const message = `its alternate exchange '${alternate}' is not declared: unroutable messages are dropped`;
    yield hazard(exchangeSubject(exchange), 'exchange/alternate-exchange-missing', message, 'declare it');
  }
}

/** What names a queue or an exchange among all that there is. */
export function keyOf({ type, vhost, name }: FindingObject): string {
  return `${type} ${idOf(vhost ?? '', name)}`;
}

type InVhost = Declared & { readonly vhost: string; readonly name?: string; readonly user?: string };

function* judgeVhosts({ topology, vhosts }: TopologyIndex, { declaredVia, into }: Circumstances): Iterable<Finding> {
  const missing = new Map<string, InVhost>();
  for (const element of elementsInVhosts(topology)) {
    const isThere = vhosts.has(element.vhost) || element.vhost === into;
    if (!isThere && !missing.has(element.vhost)) missing.set(element.vhost, element);
  }
  for (const [vhost, element] of missing) {
    const subject: Subject = { object: { type: 'vhost', vhost, name: vhost }, at: element.declaredAt ?? '' };
    const used = `the virtual host '${vhost}' is used but not declared`;
    if (declaredVia !== 'import') {
      yield hazard(subject, 'vhost/missing', `${used}: it must already exist on the broker`, 'declare or import it');
    } else if (vhost === '/') {
      const message = `${used}: a new broker that loads definitions at boot does not create it`;
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

function* judgeUsers({ topology }: TopologyIndex, declaredVia: DeclaredVia): Iterable<Finding> {
  const users = new Set(topology.users.map(({ name }) => name));
  for (const permission of [...topology.permissions, ...topology.topicPermissions]) {
    if (users.has(permission.user)) continue;
    const type = 'exchange' in permission ? 'topic permission' : 'permission';
    const subject = permissionSubject({ ...permission }, permission.declaredAt ?? '', type);
    const message = `the user '${permission.user}' is not declared`;
    // A guest of its own a new broker makes only without definitions to load and without another default user.
    yield declaredVia !== 'import'
      ? hazard(subject, 'permission/user-missing', `${message}: it must already exist on the broker`, 'declare it')
      : refused(subject, 'permission/user-missing', message, "add it to 'users'");
  }
}

function* judgeBindingEnds(
  index: TopologyIndex,
  { declaredVia, plugins }: Circumstances,
  leftOut: ReadonlySet<string>,
): Iterable<Finding> {
  for (const binding of index.topology.bindings) {
    const { vhost, source, destination, destination_type: type } = binding;
    const isDeclared = hasExchange(index, vhost, source);
    const comesWithPlugin = isOfPlugin(source, plugins);
    const subject = bindingSubject({ ...binding }, binding.declaredAt ?? '');
    if (!isDeclared && comesWithPlugin === undefined) {
      const message = `its exchange '${source}' comes with the plugin ${EVENT_PLUGIN}`;
      yield hazard(subject, 'binding/plugin-exchange', message, 'check that it is enabled on the broker');
    }
    const missing = [
      ...(isDeclared || comesWithPlugin !== false ? [] : [`exchange '${source}'`]),
      ...(type === 'queue' && !index.queues.has(idOf(vhost, destination)) ? [`queue '${destination}'`] : []),
      ...(type === 'exchange' && !hasExchange(index, vhost, destination) ? [`exchange '${destination}'`] : []),
    ];
    if (missing.length > 0) {
      const message = `it refers to undeclared objects: ${missing.join(' and ')}`;
      yield declaredVia !== 'import'
        ? hazard(
            subject,
            'binding/end-missing',
            `${message}; they must already exist on the broker`,
            'declare or import it',
          )
        : refused(subject, 'binding/end-missing', message, 'declare them, or remove the binding');
    }
    for (const end of [
      { type: 'exchange', vhost, name: source },
      { type, vhost, name: destination },
    ]) {
      if (!leftOut.has(keyOf(end))) continue;
      const message = `its ${end.type} '${end.name}' is skipped by an import: the binding is rejected`;
      yield refused(subject, 'binding/end-left-out', message, `fix the ${end.type}, or remove the binding`);
    }
  }
}

/** Seen on 4.3.6, said of 4.3.2 on: a topic permission needs its exchange. Before it is stored, and has no effect. */
function* judgeTopicPermissions(
  index: TopologyIndex,
  { declaredVia, version }: Circumstances,
  leftOut: ReadonlySet<string>,
): Iterable<Finding> {
  const needsExchange = isAtLeast(version, '4.3.2');
  for (const permission of index.topology.topicPermissions) {
    const { vhost, exchange, declaredAt = '', imported } = permission;
    const isLeftOut = leftOut.has(keyOf({ type: 'exchange', vhost, name: exchange }));
    if (imported === true || exchange === EVENT_EXCHANGE || (hasExchange(index, vhost, exchange) && !isLeftOut))
      continue;
    const subject = permissionSubject({ ...permission }, declaredAt, 'topic permission');
    const message = `its exchange '${exchange}' is ${isLeftOut ? 'skipped by an import' : 'not declared'}`;
    if (needsExchange && declaredVia === 'import') {
      yield refused(subject, 'topic-permission/exchange-missing', message, 'declare it');
    } else {
      const consequence = needsExchange ? 'it must already exist on the broker' : 'the permission narrows nothing';
      yield hazard(subject, 'topic-permission/exchange-missing', `${message}: ${consequence}`, 'declare it');
    }
  }
}

/** Whether a plugin that the broker has brings the exchange; undefined where one does and nobody knows the broker's plugins. */
function isOfPlugin(exchange: string, plugins: readonly string[] | undefined): boolean | undefined {
  if (exchange !== EVENT_EXCHANGE) return false;
  return plugins === undefined ? undefined : hasPlugin(plugins, EVENT_PLUGIN);
}
