import { fc, testSeed } from '../../random';
import { filter } from '../../../model/adoption/take';
import type { ServerVersion } from '../../../model/server/server-version';
import type { Arguments, Topology } from '../../../model/topology/topology';
import { refusals } from '../../../model/validity/elements';
import { validate } from '../../../model/validity/validity';
import { adoptable } from '../../model/adoption/adoptable';

/** The URI of every link of a generated broker, so that a test can tell Terraform what no file holds. */
export const LINK_URI = 'amqp://nobody:secret@127.0.0.1:1/v';

/**
 * Random brokers that a server takes, each in virtual hosts of its own; the first has the names as they come, `/` among them.
 * @param first - the number of the first, by which each is the same in every run
 */
export function generatedBrokers(version: ServerVersion, first: number, count: number): readonly Topology[] {
  return Array.from({ length: count }, (_, index) => {
    const any = fc.noBias(adoptable(version, index === 0 ? '' : `${first + index} `));
    const [topology] = fc.sample(any, { numRuns: 1, seed: testSeed + first + index });
    return taken(topology as Topology, version);
  });
}

/** What of a topology a server takes: what it refuses, or what nobody can tell of, goes, and what refers to that. */
function taken(topology: Topology, version: ServerVersion): Topology {
  let rest = filter(numbered(withUsers(topology)), isText);
  for (;;) {
    const unclear = validate(rest, version).filter(
      ({ rule }) => rule.endsWith('/pattern-not-followed') || missing.has(rule),
    );
    const refused = new Set([...refusals(rest, version), ...unclear].map(({ at }) => at));
    if (refused.size === 0) return withoutOrphans(rest);
    rest = filter(rest, ({ declaredAt }) => !refused.has(declaredAt ?? ''));
  }
}

/** What refers to something that is declared nowhere: it went, and in its new virtual host it is not there already. */
const missing: ReadonlySet<string> = new Set(['binding/end-missing', 'topic-permission/exchange-missing']);

/** Without what belongs to a user or a virtual host that went. */
function withoutOrphans(topology: Topology): Topology {
  const users = new Set(topology.users.map(({ name }) => name));
  const vhosts = new Set(topology.vhosts.map(({ name }) => name));
  return filter(topology, (element) => {
    const { user, vhost } = element as { readonly user?: string; readonly vhost?: string };
    return (user === undefined || users.has(user)) && (vhost === undefined || vhosts.has(vhost));
  });
}

/** Each element says where it is, and links their one URI. */
function numbered(topology: Topology): Topology {
  return Object.fromEntries(
    Object.entries(topology).map(([section, elements]: [string, readonly object[]]) => [
      section,
      elements.map((element, index) => ({ ...withLinkUri(element), declaredAt: `${section}/${index}` })),
    ]),
  ) as unknown as Topology;
}

function withLinkUri(element: object): object {
  const { component, value } = element as { readonly component?: string; readonly value?: Arguments };
  const isLink = component === 'shovel' || component === 'federation-upstream';
  if (!isLink || typeof value !== 'object' || value === null) return element;
  const entries = Object.entries(value).map(([key, inner]) => [key, key.endsWith('uri') ? LINK_URI : inner]);
  return { ...element, value: Object.fromEntries(entries) as Arguments };
}

/** Whoever may do something is there, with tags as servers export them. */
function withUsers(topology: Topology): Topology {
  const named = [...topology.permissions, ...topology.topicPermissions].map(({ user }) => user);
  const users = new Map(
    [...named.map((name) => ({ name, tags: [] })), ...topology.users].map((one) => [one.name, one]),
  );
  return {
    ...topology,
    users: [...users.values()].map((user) => ({ ...user, tags: Array.isArray(user.tags) ? user.tags : [] })),
  };
}

/** JSON writes half of a surrogate pair as an escape, which no server takes. */
function isText(element: object): boolean {
  return !/(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/.test(JSON.stringify(element));
}
