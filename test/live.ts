import type { Management } from '../host/management';
import { ManagementError, path } from '../host/management';
import type { Arguments, Json, Topology } from '../model/topology/topology';
import { WITHHELD_URI } from '../model/definitions/withheld';

/** An object as it was declared, and as the broker shows it: only what was declared of it, or that it is missing. */
export interface Compared {
  readonly object: string;
  readonly declared: unknown;
  readonly live: unknown;
}

/**
 * Asks the broker for each object of a topology.
 * @param alike - what of a parameter's live value is compared, when it is not all
 */
export async function compareWithLive(
  api: Pick<Management, 'get'>,
  topology: Topology,
  alike: (live: Json, declared: Json) => Json = (live) => live,
): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  const compare = async (object: string, declared: object, ask: string, find = (found: unknown) => found) => {
    const expected = Object.fromEntries(
      Object.entries(declared).filter(
        ([key, value]) => key !== 'declaredAt' && key !== 'administers' && value !== undefined,
      ),
    );
    const found = await api.get<unknown>(ask).then(find, missing);
    compared.push({ object, declared: expected, live: found === undefined ? 'missing' : only(expected, found) });
  };
  const own = <T extends { imported?: boolean }>(all: readonly T[]) => all.filter(({ imported }) => imported !== true);
  for (const it of own(topology.vhosts)) await compare(`vhost ${it.name}`, it, path`vhosts/${it.name}`);
  for (const it of own(topology.queues)) await compare(`queue ${it.name}`, it, path`queues/${it.vhost}/${it.name}`);
  for (const it of own(topology.exchanges))
    await compare(`exchange ${it.name}`, it, path`exchanges/${it.vhost}/${it.name}`);
  for (const it of topology.bindings) {
    const end = it.destination_type === 'queue' ? 'q' : 'e';
    const ask = path`bindings/${it.vhost}/e/${it.source}/${end}/${it.destination}`;
    await compare(`binding ${it.source} -> ${it.destination} ${it.routing_key}`, it, ask, (all) =>
      (all as (typeof it)[]).find(
        (one) => one.routing_key === it.routing_key && equalJson(one.arguments, it.arguments),
      ),
    );
  }
  for (const it of topology.policies) await compare(`policy ${it.name}`, it, path`policies/${it.vhost}/${it.name}`);
  for (const it of topology.operatorPolicies)
    await compare(`operator policy ${it.name}`, it, path`operator-policies/${it.vhost}/${it.name}`);
  for (const it of own(topology.users)) await compare(`user ${it.name}`, it, path`users/${it.name}`);
  for (const it of topology.permissions)
    await compare(`permission ${it.user}`, it, path`permissions/${it.vhost}/${it.user}`);
  for (const it of topology.topicPermissions)
    await compare(`topic permission ${it.user}`, it, path`topic-permissions/${it.vhost}/${it.user}`, (all) =>
      (all as (typeof it)[]).find(({ exchange }) => exchange === it.exchange),
    );
  for (const it of topology.parameters) {
    const ask = path`parameters/${it.component}/${it.vhost}/${it.name}`;
    await compare(`${it.component} ${it.name}`, it, ask, (found) => {
      const parameter = found as { value: Json };
      return { ...parameter, value: withheld(alike(parameter.value, it.value), it.value) };
    });
  }
  for (const it of topology.globalParameters)
    await compare(`global parameter ${it.name}`, it, path`global-parameters/${it.name}`);
  return compared;
}

/** Names of all that a virtual host holds beside what every virtual host does. */
export async function namesIn(api: Management, vhost: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const kinds = ['queues', 'exchanges', 'policies', 'operator-policies', 'parameters/shovel'];
  const names = kinds.map(async (kind): Promise<[string, string[]]> => {
    const all = await api.get<{ name: string }[]>(path`${kind}/${vhost}`.replace('%2F', '/'));
    return [
      kind,
      all
        .map(({ name }) => name)
        .filter((name) => name !== '' && !name.startsWith('amq.'))
        .sort(),
    ];
  });
  return Object.fromEntries(await Promise.all(names));
}

/** A URI that only Terraform knows cannot be compared. */
function withheld(live: Json, declared: Json): Json {
  if (typeof live !== 'object' || live === null || Array.isArray(live)) return live;
  const uris = Object.entries(declared as Arguments).filter(([, value]) => value === WITHHELD_URI);
  return { ...live, ...Object.fromEntries(uris) };
}

function missing(error: unknown): undefined {
  if (error instanceof ManagementError && error.status === 404) return undefined;
  throw error;
}

/** The fields that are asked about; a table is compared whole. */
function only(expected: Record<string, unknown>, live: unknown): unknown {
  const fields = live as Record<string, unknown>;
  return Object.fromEntries(Object.keys(expected).map((key) => [key, fields[key]]));
}

function equalJson(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(Object.entries(value as object).sort());
  return sorted(one) === sorted(other);
}
