import { path, ManagementError, type Management } from '../../../host/management';
import type { Finding } from '../../../model/finding';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import type { Topology } from '../../../model/topology/topology';
import { until } from '../../../host/until';

/** How a request ended. */
export type Verdict = 'accepted' | 'refused';

/** What fast-check is to try: how many, from which seed. */
export interface Runs {
  readonly seed: number;
  readonly numRuns: number;
}

/** Sends a request, and tells what the broker made of it. */
export async function verdictOf(
  request: () => Promise<unknown>,
): Promise<{ readonly verdict: Verdict; readonly reason: string }> {
  try {
    await request();
    return { verdict: 'accepted', reason: '' };
  } catch (error) {
    if (!(error instanceof ManagementError)) throw error;
    return { verdict: 'refused', reason: error.message };
  }
}

/**
 * Compares what was found with what a broker said.
 * @throws when they disagree, with the reasons
 */
export function agreeOn(found: readonly Finding[], verdict: Verdict, reason: string): void {
  // What we can't follow is said, and not guessed at.
  if (found.some(({ rule }) => rule.endsWith('pattern-not-followed'))) return;
  const refusals = found.filter(({ kind }) => kind === 'refused');
  if (verdict === (refusals.length > 0 ? 'refused' : 'accepted')) return;
  throw new Error(
    verdict === 'accepted'
      ? `accepted by the broker, and refused here: ${refusals.map(({ message }) => message).join('; ')}`
      : `refused by the broker, and accepted here: ${reason}`,
  );
}

/** What version a broker says it is. */
export async function versionOf(api: Management): Promise<ServerVersion> {
  const { rabbitmq_version } = await api.get<{ readonly rabbitmq_version: string }>('overview');
  const version = parseServerVersion(rabbitmq_version);
  if (version === undefined) throw new Error(`'${rabbitmq_version}' is no version`);
  return version;
}

/** The plugins that a broker has enabled; a young one says nothing of its node for some seconds. */
export async function pluginsOf(api: Management): Promise<readonly string[]> {
  return until(
    'the broker says what plugins it has',
    async () => {
      const [node] = await api.get<readonly { readonly enabled_plugins?: readonly string[] }[]>('nodes');
      if (node?.enabled_plugins === undefined || node.enabled_plugins.length === 0) throw new Error('it names none');
      return node.enabled_plugins;
    },
    { within: 60_000 },
  );
}

/** Declares the one element of a topology over the HTTP API, as the Terraform provider does. */
export async function declareOne(api: Management, topology: Topology): Promise<void> {
  for (const { name, ...body } of topology.vhosts) await api.put(path`vhosts/${name}`, body);
  for (const { name, limits, ...body } of topology.users) {
    if (limits === undefined) await api.put(path`users/${name}`, { password: '', ...body });
    for (const [limit, value] of Object.entries(limits ?? {})) {
      await api.put(path`user-limits/${name}/${limit}`, { value });
    }
  }
  for (const { vhost, name, ...body } of topology.queues) await api.put(path`queues/${vhost}/${name}`, body);
  for (const { vhost, name, ...body } of topology.exchanges) await api.put(path`exchanges/${vhost}/${name}`, body);
  for (const { vhost, name, ...body } of topology.policies) await api.put(path`policies/${vhost}/${name}`, body);
  for (const { vhost, name, ...body } of topology.operatorPolicies) {
    await api.put(path`operator-policies/${vhost}/${name}`, body);
  }
  for (const { vhost, source, destination, destination_type: type, ...body } of topology.bindings) {
    const [from, to] = [source === '' ? 'amq.default' : source, destination === '' ? 'amq.default' : destination];
    await api.post(path`bindings/${vhost}/e/${from}/${type === 'queue' ? 'q' : 'e'}/${to}`, body);
  }
  for (const { vhost, user, ...body } of topology.permissions) await api.put(path`permissions/${vhost}/${user}`, body);
  for (const { vhost, user, ...body } of topology.topicPermissions) {
    await api.put(path`topic-permissions/${vhost}/${user}`, body);
  }
  for (const { vhost, component, name, value } of topology.parameters) {
    await api.put(path`parameters/${component}/${vhost}/${name}`, { value });
  }
}

/** Removes the one element again; that it isn't there is fine. Bindings and permissions may stay: they stand in nobody's way. */
export async function removeOne(api: Management, topology: Topology): Promise<void> {
  const paths = [
    ...topology.queues.map(({ vhost, name }) => path`queues/${vhost}/${name}`),
    ...topology.exchanges.map(({ vhost, name }) => path`exchanges/${vhost}/${name}`),
    ...topology.policies.map(({ vhost, name }) => path`policies/${vhost}/${name}`),
    ...topology.operatorPolicies.map(({ vhost, name }) => path`operator-policies/${vhost}/${name}`),
    ...topology.vhosts.map(({ name }) => path`vhosts/${name}`),
    ...topology.users.map(({ name, limits }) =>
      limits === undefined ? path`users/${name}` : path`user-limits/${name}/${Object.keys(limits).join()}`,
    ),
    ...topology.parameters.map(({ component, vhost, name }) => path`parameters/${component}/${vhost}/${name}`),
  ];
  for (const each of paths) await verdictOf(() => api.delete(each));
}

/** Counts verdicts by kind. */
export class Tally {
  private readonly counts = new Map<string, Record<Verdict, number>>();

  add(kind: string, verdict: Verdict): void {
    const count = this.counts.get(kind) ?? { accepted: 0, refused: 0 };
    count[verdict] += 1;
    this.counts.set(kind, count);
  }

  /** One line a kind, for people. */
  toString(): string {
    return [...this.counts]
      .sort()
      .map(([kind, { accepted, refused }]) => `${kind}: ${accepted} accepted, ${refused} refused`)
      .join('\n');
  }

  /** The kinds of which less than a share was accepted, or refused. */
  lopsided(least: number): string[] {
    return [...this.counts]
      .filter(([, { accepted, refused }]) => Math.min(accepted, refused) / (accepted + refused) < least)
      .map(([kind]) => kind);
  }
}
