import type { ServerVersion } from '../../model/server/server-version';
import { UserError } from '../program/user-error';
import { brokerAnswers, isObject, NO_API } from './broker-answers';
import type { BrokerAddress, BrokerState } from './broker-state';

/** What only an upgrade asks of a broker. */
export interface UpgradeState {
  /** The version that it shall get. */
  readonly to: ServerVersion;
  /** Its definitions, as `GET /api/definitions` has them. */
  readonly definitions: Readonly<Record<string, unknown>>;
  /** Whether they are the whole, and not only what the user may see: no users, permissions and parameters. */
  readonly isWhole: boolean;
}

/**
 * Asks a broker for what an upgrade depends on.
 * @param state - what it says of itself anyway
 * @throws UserError when it does not answer, or refuses
 */
export async function upgradeState(
  { broker, remedy }: BrokerAddress,
  to: ServerVersion,
  { policies }: Pick<BrokerState, 'policies'>,
): Promise<UpgradeState> {
  const { list, getIfPermitted } = brokerAnswers(broker, remedy);
  const exported = await getIfPermitted<Readonly<Record<string, unknown>>>('definitions');
  if (exported !== undefined && (!isObject(exported) || Array.isArray(exported)))
    throw new UserError(`the broker at ${broker.url} answers GET /api/definitions with no object; ${NO_API}`);
  return {
    to,
    definitions: exported ?? (await visibleDefinitions(list, policies)),
    isWhole: exported !== undefined,
  };
}

/** What definitions hold that a user with the tag `monitoring` may see: of the rest its list says more than an export. */
const visible = {
  vhosts: ['name', 'description', 'tags', 'default_queue_type', 'metadata'],
  queues: ['name', 'vhost', 'durable', 'auto_delete', 'arguments'],
  exchanges: ['name', 'vhost', 'type', 'durable', 'auto_delete', 'internal', 'arguments'],
  bindings: ['source', 'vhost', 'destination', 'destination_type', 'routing_key', 'arguments'],
} as const;

async function visibleDefinitions(
  list: <T>(path: string) => Promise<readonly T[]>,
  policies: BrokerState['policies'],
): Promise<UpgradeState['definitions']> {
  const read = async ([kind, fields]: [string, readonly string[]]) => {
    const all = await list<Readonly<Record<string, unknown>>>(kind);
    const own = all.filter(
      ({ name, source, exclusive }) => exclusive !== true && source !== '' && !isBuiltIn(kind, name),
    );
    return [kind, own.map((one) => Object.fromEntries(fields.map((field) => [field, one[field]])))];
  };
  return { ...Object.fromEntries(await Promise.all(Object.entries(visible).map(read))), policies };
}

function isBuiltIn(kind: string, name: unknown): boolean {
  return kind === 'exchanges' && (name === '' || String(name).startsWith('amq.'));
}
