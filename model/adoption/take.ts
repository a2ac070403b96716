import type { Declared, Topology } from '../topology/topology';
import { refusals } from '../validity/elements';
import { declarable, objectsByPlace, type LeftAlone } from './declarable';
import type { KnownOfBroker } from './known-of-broker';
import { endsOf, keyOf } from './keys';
import { isLimits } from './limits';
import { serverExchanges } from './server-exchanges';
import { withoutPassing, type LeftOutKind } from './passing';

/** What becomes of a topology that is adopted. */
export interface Taken {
  /** What is declared. */
  readonly topology: Topology;
  /** What is referred to only: it exists, and cannot be declared just as it is. */
  readonly referred: Pick<Topology, 'vhosts' | 'queues' | 'exchanges' | 'users'>;
  readonly leftAlone: readonly LeftAlone[];
  readonly leftOut: ReadonlyMap<LeftOutKind, number>;
}

/** What to take. */
export interface TakeOptions extends KnownOfBroker {
  /**
   * The virtual hosts to take.
   * @default - all
   */
  readonly vhosts?: readonly string[];
  /** The queues that belong to a connection, which definitions do not tell: by virtual host and name. */
  readonly isExclusive?: (vhost: string, name: string) => boolean;
}

/**
 * Decides what of a topology is declared: all that constructs say and the provider carries just as it is. The rest stays as it
 * is, with the reason.
 */
export function take(whole: Topology, options: TakeOptions): Taken {
  const within = withoutEmptyLimits(inVhosts(whole, options.vhosts));
  const { topology: lasting, leftOut } = withoutPassing(within, options.isExclusive ?? (() => false));
  const leftAlone: LeftAlone[] = [];
  const objects = objectsByPlace(lasting);
  let topology = declarable(lasting, options, (alone) => leftAlone.push(alone));
  // What refers to something that the broker would refuse may be refused next.
  for (;;) {
    const referred = referredBy(topology, lasting, whole);
    const refused = new Map(
      refusals(withReferred({ topology, referred }), options.version).map((finding) => [finding.at, finding]),
    );
    if (refused.size === 0) return { topology, referred, leftAlone, leftOut };
    topology = filter(topology, (element) => !refused.has(element.declaredAt ?? ''));
    for (const { at, object, message } of refused.values())
      leftAlone.push({ object: objects.get(at) ?? object, reason: `the broker would refuse it: ${message}` });
  }
}

/** What an app declares and what it refers to, as it is judged. */
export function withReferred({ topology, referred }: Pick<Taken, 'topology' | 'referred'>): Topology {
  const isThere = <T extends object>(all: readonly T[]) => all.map((element) => ({ ...element, imported: true }));
  return {
    ...topology,
    vhosts: [...topology.vhosts, ...isThere(referred.vhosts)],
    queues: [...topology.queues, ...isThere(referred.queues)],
    exchanges: [...topology.exchanges, ...isThere(referred.exchanges)],
    users: isThere(referred.users),
  };
}

/** A topology without the elements that do not pass. */
export function filter(topology: Topology, passes: (element: Declared) => boolean): Topology {
  return Object.fromEntries(
    Object.entries(topology).map(([section, elements]) => [section, (elements as readonly Declared[]).filter(passes)]),
  ) as unknown as Topology;
}

/** What of a topology is in some virtual hosts, and the users who may do something there. */
function inVhosts(topology: Topology, vhosts: readonly string[] | undefined): Topology {
  if (vhosts === undefined || vhosts.length === 0) return topology;
  const some = filter(topology, (element) => {
    const { vhost } = element as { readonly vhost?: string };
    return vhost === undefined || vhosts.includes(vhost);
  });
  const users = new Set([...some.permissions, ...some.topicPermissions].map(({ user }) => user));
  return {
    ...some,
    vhosts: some.vhosts.filter(({ name }) => vhosts.includes(name)),
    users: some.users.filter(({ name }) => users.has(name)),
    globalParameters: [],
  };
}

/** A virtual host without limits may have an empty list of them. */
function withoutEmptyLimits(topology: Topology): Topology {
  const parameters = topology.parameters.filter((one) => !isLimits(one) || Object.keys(one.value ?? {}).length > 0);
  return { ...topology, parameters };
}

/** What else the broker has of what the declarations refer to. */
function referredBy(topology: Topology, lasting: Topology, whole: Topology): Taken['referred'] {
  const { vhosts, queues, exchanges, bindings, policies, operatorPolicies, permissions, topicPermissions } = topology;
  const inVhost: readonly { readonly vhost: string }[] = [
    ...[...queues, ...exchanges, ...bindings, ...policies, ...operatorPolicies],
    ...[...permissions, ...topicPermissions, ...topology.parameters],
  ];
  const known = new Map(whole.vhosts.map((vhost) => [vhost.name, vhost]));
  const declared = new Set(vhosts.map(({ name }) => name));
  const ends = new Set([
    ...bindings.flatMap(endsOf),
    ...topicPermissions.map(({ vhost, exchange }) => keyOf('exchange', vhost, exchange)),
  ]);
  const own = new Set([
    ...queues.map(({ vhost, name }) => keyOf('queue', vhost, name)),
    ...exchanges.map(({ vhost, name }) => keyOf('exchange', vhost, name)),
  ]);
  const isReferred = (key: string) => ends.has(key) && !own.has(key);
  const lastingExchanges = lasting.exchanges.filter(({ name }) => !serverExchanges.has(name));
  const users = new Set([...permissions, ...topicPermissions].map(({ user }) => user));
  return {
    vhosts: [...new Set(inVhost.map(({ vhost }) => vhost))]
      .filter((name) => !declared.has(name))
      .map((name) => known.get(name) ?? { name }),
    queues: lasting.queues.filter(({ vhost, name }) => isReferred(keyOf('queue', vhost, name))),
    exchanges: lastingExchanges.filter(({ vhost, name }) => isReferred(keyOf('exchange', vhost, name))),
    users: [...users].map((name) => whole.users.find((user) => user.name === name) ?? { name, tags: [] }),
  };
}
