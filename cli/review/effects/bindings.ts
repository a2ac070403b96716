import type { BindingDefinition } from '../../../model/topology/topology';
import { objectId, objectName } from '../../../model/provider/provider-objects';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import { destroyed, type Change } from '../change';
import type { ReviewFinding } from '../finding';
import { count, list } from '../wording';
import { isThereAlready } from '../taken-over';
import { isSame, type Action, type Attributes } from '../../terraform/plan';

/** A queue or exchange at an end of bindings. */
export interface End {
  readonly kind: 'queue' | 'exchange';
  readonly vhost: string;
  readonly name: string;
}

/** What becomes of the bindings of something that the broker deletes: it drops all of them, whatever the plan says. */
export interface BindingFates {
  /** The plan makes them again. */
  readonly again: readonly BindingDefinition[];
  /** The plan deletes them too. */
  readonly deleted: readonly BindingDefinition[];
  /** The plan is silent: the state holds them, and the broker will not. */
  readonly silent: readonly BindingDefinition[];
  /** Not declared here: applications made them. */
  readonly undeclared: readonly BindingDefinition[];
}

/** Prepares the bindings of a change for questions: what becomes of those of one end. */
export function bindingFates(change: BrokerChange): (end: End) => BindingFates {
  const planned = change.changes.rabbitmq_binding.filter(({ isUnplanned }) => !isUnplanned);
  const actions = new Map(planned.map(({ address, action }) => [address, action]));
  const declared = byEnd(change.before.bindings);
  const idOf = (binding: BindingDefinition) => JSON.stringify(objectId(binding));
  const known = new Set(change.before.bindings.map(idOf));
  const live = byEnd((change.live?.bindings ?? []).filter((binding) => !known.has(idOf(binding))));
  return (end) => {
    const all = declared.get(endId(end)) ?? [];
    const having = (...wanted: readonly Action[]) =>
      all.filter(({ declaredAt = '' }) => wanted.some((action) => actions.get(declaredAt) === action));
    return {
      again: having('replace'),
      deleted: having('delete'),
      silent: having('none', 'update'),
      undeclared: live.get(endId(end)) ?? [],
    };
  };
}

/** What to say of the bindings of something that goes. */
export function fatesClause({ again, deleted, silent, undeclared }: BindingFates): string {
  const all = again.length + deleted.length + silent.length + undeclared.length;
  if (all === 0) return '';
  const bindings = `${count(all, 'binding')} with it`;
  if (again.length === all) return `, and ${bindings}, which the plan makes again`;
  const parts = [
    again.length > 0 ? `${again.length} made again` : '',
    silent.length > 0 ? `${silent.length} without a word in the plan` : '',
    undeclared.length > 0 ? `${undeclared.length} not declared here` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? `, and ${bindings}` : `, and ${bindings} (${parts.join(', ')})`;
}

/** The findings for bindings that vanish with an end although nothing in the plan says so. */
export function vanishing({ silent, undeclared }: BindingFates, end: End, at: string): readonly ReviewFinding[] {
  const declared = silent.map((binding): ReviewFinding => ({
    effect: 'data',
    change: 'binding/vanishes',
    object: bindingObject(binding),
    at: binding.declaredAt ?? at,
    message: `vanishes with ${end.kind} '${end.name}' although the plan is silent about it: ${lostWay(binding)} until the apply after this one`,
    remedy: `give it 'lifecycle.replace_triggered_by' on both ends, as the construct Binding does`,
  }));
  if (undeclared.length === 0) return declared;
  const ways = undeclared.map(
    ({ source, routing_key: key, destination }) => `${source} -${key === '' ? '' : ` ${key} `}-> ${destination}`,
  );
  return [
    ...declared,
    {
      effect: 'data',
      change: 'binding/vanishes-undeclared',
      object: { type: end.kind, vhost: end.vhost, name: end.name },
      at,
      message: `loses ${count(undeclared.length, 'binding')} that are not declared: ${list(ways)}`,
      remedy: 'declare them, or have the applications that made them bind again',
    },
  ];
}

/** What a plan does with bindings themselves, whose ends stay. */
export function reviewBindings(change: BrokerChange): readonly ReviewFinding[] {
  const going = endsGoing(change);
  const sourcesAfter = new Set(
    change.after.bindings.map(({ vhost, source }) => endId({ kind: 'exchange', vhost, name: source })),
  );
  return change.changes.rabbitmq_binding
    .filter(({ action }) => action !== 'none' && action !== 'update')
    .flatMap(({ address, action, before, after: now }): readonly ReviewFinding[] => {
      const binding = before ?? now;
      if (binding === undefined) return [];
      if (action === 'create' && isThereAlready(binding, change.live)) return [];
      const object = bindingObject(binding);
      if (action === 'create') {
        return [{ effect: 'online', change: 'binding/created', object, at: address, message: 'is created' }];
      }
      if (ends(binding).some((end) => going.has(endId(end)))) return [];
      const { vhost, source } = binding;
      const isLast = !sourcesAfter.has(endId({ kind: 'exchange', vhost, name: source }));
      const consequence = isLast ? `; nothing is bound to exchange '${source}' any more, which drops what it gets` : '';
      if (now === undefined) {
        const message = `is deleted: what it takes no longer reaches ${binding.destination_type} '${binding.destination}'${consequence}`;
        return [{ effect: 'data', change: 'binding/deleted', object, at: address, message }];
      }
      const message = 'is replaced, and what comes while neither the old nor the new one is there is lost';
      const [was, becomes] = [named(binding), named(now)];
      const because = Object.keys(was).filter((name) => !isSame(was[name], becomes[name]));
      return [
        {
          effect: 'data',
          change: 'binding/replaced',
          object,
          at: address,
          message,
          because: because.length === 0 ? undefined : `another ${because.join(', ')}`,
        },
      ];
    });
}

function endsGoing(change: BrokerChange): ReadonlySet<string> {
  const vhosts = vhostsGoing(change);
  const gone = (ends: readonly Change<Omit<End, 'kind'>>[], kind: End['kind']) =>
    destroyed(ends).map(({ before: { vhost, name } }) => endId({ kind, vhost, name }));
  const inVhosts = change.before.bindings.filter(({ vhost }) => vhosts.has(vhost)).flatMap(ends);
  return new Set([
    ...gone(change.changes.rabbitmq_queue, 'queue'),
    ...gone(change.changes.rabbitmq_exchange, 'exchange'),
    ...inVhosts.map(endId),
  ]);
}

function byEnd(bindings: readonly BindingDefinition[]): ReadonlyMap<string, readonly BindingDefinition[]> {
  const found = new Map<string, BindingDefinition[]>();
  for (const binding of bindings) {
    for (const id of new Set(ends(binding).map(endId))) {
      const others = found.get(id);
      if (others === undefined) found.set(id, [binding]);
      else others.push(binding);
    }
  }
  return found;
}

function ends({ vhost, source, destination, destination_type: kind }: BindingDefinition): readonly End[] {
  return [
    { kind: 'exchange', vhost, name: source },
    { kind, vhost, name: destination },
  ];
}

function endId({ kind, vhost, name }: End): string {
  return JSON.stringify([kind, vhost, name]);
}

function bindingObject(binding: BindingDefinition): ReviewFinding['object'] {
  return { type: 'binding', vhost: binding.vhost, name: objectName(binding) };
}

/** What a binding is, by the names of its props. */
function named({
  source,
  destination,
  destination_type,
  routing_key,
  arguments: given,
}: BindingDefinition): Attributes {
  return { source, destination, 'destination type': destination_type, 'routing key': routing_key, arguments: given };
}

function lostWay({ source, destination, destination_type: kind, routing_key: key }: BindingDefinition): string {
  const what = key === '' ? 'what this binding takes' : `what it takes by '${key}'`;
  return `${what} from exchange '${source}' no longer reaches ${kind} '${destination}'`;
}
