import { ManagementError, path, type Management } from '../../host/management';
import { objectLabel } from '../../model/adoption/left-alone-file';
import { objectOf, restorationOf, type NotRestored, type Restoration } from '../../model/backup/restoration';
import type { StableDefinitions } from '../../model/backup/stable-definitions';
import { compare, type Comparison } from '../../model/comparison/compare';
import type { Section } from '../../model/definitions/entry';
import { exactObject, writeExactJson, type ExactObject } from '../../model/json/exact-json';
import { migrate } from '../../model/migration/migrate';
import { DEFAULT_EXPIRES } from '../../model/migration/migration';
import { NEWEST_SERVER_VERSION, parseServerVersion } from '../../model/server/server-version';
import { brokerFault } from '../broker/asked-broker';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { definitionsOfBackup } from '../migrate/source';
import { interruption } from '../program/interruption';
import { UserError } from '../program/user-error';
import { exportOf } from './broker-export';

/** How a backup and a broker compare, and what a restoration would do. */
export interface RestorePreview extends Restoration, Comparison {
  /** The version of the broker's server. */
  readonly serverVersion: string;
  /** The virtual hosts that the broker has. */
  readonly vhosts: ReadonlySet<string>;
}

/** What a restoration came to. */
export interface Restored {
  /** What the broker refused, with its reason. */
  readonly refused: readonly NotRestored[];
  /** What the broker has otherwise than the backup still, but for what the backup does not have. */
  readonly remaining: Comparison['differences'];
}

/** What must be migrated is told up to here. */
const MOST_TOLD = 5;

/** How many elements go at once: not all of a large backup, of which the answer would take too long. */
const AT_ONCE = 500;

/** Quorum queues of a batch are made one after another. */
const REQUEST_MILLISECONDS = 600_000;

/** What an import that says it is done may not have told all nodes. */
const SETTLE_MILLISECONDS = 10_000;

/**
 * Compares a backup with a broker.
 * @throws UserError when the broker does not answer, or refuses, and when the backup must be migrated first
 */
export async function previewRestore(backup: StableDefinitions, endpoint: BrokerEndpoint): Promise<RestorePreview> {
  const { definitions, server } = await exportOf(endpoint);
  refuseOlder(backup, server.serverVersion);
  const comparison = compare(comparedOf(definitions), comparedOf(backup));
  const importing = { ...server, username: endpoint.username };
  return {
    ...comparison,
    ...restorationOf(backup, definitions, comparison.differences, importing),
    serverVersion: server.serverVersion,
    vhosts: new Set(definitions.lists.vhosts.map(({ name }) => String(name))),
  };
}

/** A 4.x refuses, drops or changes some of what a 3.x has, and no order of restoring helps. */
function refuseOlder(backup: StableDefinitions, server: string): void {
  const [from, to] = [backup.serverVersion, server].map((version) => parseServerVersion(version));
  if (from === undefined || to === undefined || from.major > 3 || to.major < 4) return;
  const { changes, undecided } = migrate(definitionsOfBackup(backup, 'the backup'), to, { expires: DEFAULT_EXPIRES });
  const objects = new Set([...changes, ...undecided].map(({ object }) => objectLabel(object)));
  if (objects.size === 0) return;
  const told = [...objects].slice(0, MOST_TOLD).join(', ');
  const more = objects.size > MOST_TOLD ? ` and ${objects.size - MOST_TOLD} more` : '';
  throw new UserError(
    `the backup is of RabbitMQ ${backup.serverVersion}, and ${server} does not take all of it as it is: ${told}${more}; ` +
      `migrate the backup by 'rabbitmq-cdk migrate FOLDER --to ${to.major}.${to.minor} --out FILE', and import that file`,
  );
}

/**
 * Sends what a preview says, and compares afterwards.
 * @throws UserError when the broker does not answer, or refuses the user; Interrupted between two requests
 */
export async function restore(
  backup: StableDefinitions,
  endpoint: BrokerEndpoint,
  { steps, vhosts }: RestorePreview,
): Promise<Restored> {
  const api = brokerApi(endpoint, REQUEST_MILLISECONDS);
  const refused: NotRestored[] = [];
  let remaining: Comparison['differences'] | undefined;
  for (const { section, elements } of steps) {
    const isOwnUser = section === 'users' && elements.some(({ name }) => name === endpoint.username);
    // What is set now may end the log-in.
    if (isOwnUser) remaining = await remainingAfter(backup, endpoint, refused);
    for (let from = 0; from < elements.length; from += AT_ONCE) {
      const some = elements.slice(from, from + AT_ONCE);
      refused.push(...(await interruption.shield('the broker', () => send(api, endpoint, section, some))));
    }
    if (section === 'vhosts') await withoutOwnPermissions(api, endpoint, elements, vhosts);
  }
  remaining ??= await remainingAfter(backup, endpoint, refused);
  return { refused, remaining };
}

/** Sends elements at once; where the broker refuses, finds those that it refuses by halves. */
async function send(
  api: Management,
  endpoint: BrokerEndpoint,
  section: Section,
  elements: readonly ExactObject[],
): Promise<readonly NotRestored[]> {
  const [first, another] = elements;
  if (first === undefined) return [];
  try {
    await api.postText('definitions', writeExactJson(exactObject([[section, elements]])));
    return [];
  } catch (error) {
    const isRefusal = error instanceof ManagementError && error.status !== 401 && error.status !== 403;
    if (!isRefusal) throw new UserError(brokerFault(endpoint, 'POST /api/definitions', error));
    if (another === undefined) return [{ object: objectOf(section, first), reason: error.reason }];
    const half = Math.ceil(elements.length / 2);
    const [some, others] = [elements.slice(0, half), elements.slice(half)];
    return [...(await send(api, endpoint, section, some)), ...(await send(api, endpoint, section, others))];
  }
}

/** A broker permits everything in a virtual host to the user who makes it. */
async function withoutOwnPermissions(
  api: Management,
  endpoint: BrokerEndpoint,
  made: readonly ExactObject[],
  before: ReadonlySet<string>,
): Promise<void> {
  for (const { name } of made.filter((vhost) => !before.has(String(vhost['name'])))) {
    await api.delete(path`permissions/${String(name)}/${endpoint.username}`).catch((error: unknown) => {
      if (!(error instanceof ManagementError && error.status === 404))
        throw new UserError(brokerFault(endpoint, 'DELETE /api/permissions', error));
    });
  }
}

/** What is otherwise still, after some time for what the broker has been told. */
async function remainingAfter(
  backup: StableDefinitions,
  endpoint: BrokerEndpoint,
  refused: readonly NotRestored[],
): Promise<Comparison['differences']> {
  const deadline = Date.now() + SETTLE_MILLISECONDS;
  for (;;) {
    const { differences, steps } = await previewRestore(backup, endpoint);
    const isOwn = steps.every(
      ({ section, elements }) => section === 'users' && elements.every(isOf(endpoint.username)),
    );
    if (isOwn || refused.length > 0 || Date.now() > deadline)
      return differences.filter(
        ({ difference, object }) =>
          difference !== 'only-in-one' && !(object.type === 'user' && object.name === endpoint.username),
      );
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isOf(username: string): (user: ExactObject) => boolean {
  return ({ name }) => name === username;
}

function comparedOf(definitions: StableDefinitions): Parameters<typeof compare>[0] {
  const { topology } = definitionsOfBackup(definitions, 'definitions.json');
  return {
    // An export does not tell of tracing; a backup and a broker that was asked do, of every virtual host.
    topology: { ...topology, vhosts: topology.vhosts.map((vhost) => ({ ...vhost, tracing: vhost.tracing ?? false })) },
    version: parseServerVersion(definitions.serverVersion) ?? NEWEST_SERVER_VERSION,
  };
}
