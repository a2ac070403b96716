import { clientUrl, clientSchemes, loginUri, type ClientUrl } from '../../model/access/client-url';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { UserError } from '../program/user-error';

/** How a user connects to a virtual host. */
export interface Connection {
  readonly at: ClientUrl;
  readonly userName: string;
  readonly vhostName: string;
  /** Whether an authority signed the broker's certificate that machines do not trust by themselves. */
  readonly hasOwnAuthority: boolean;
  /** Whether a client must show a certificate. */
  readonly showsCertificate: boolean;
  /** Absent unless it is to be shown. */
  readonly password?: string;
}

/** What of a connection is asked for. */
export interface ConnectionChoice {
  readonly vhost?: string;
  /** `amqp` or `amqps`; the broker's first unless it is given. */
  readonly scheme?: string;
}

/**
 * Works out how a declared user connects over AMQP.
 * @throws UserError when the broker, the user or the virtual host is not known, or several virtual hosts could be meant
 */
export function connectionOf(declared: DeclaredOnBroker, userName: string, choice: ConnectionChoice): Connection {
  const { broker, clients, topology } = declared;
  const user = topology.users.find(({ name }) => name === userName);
  if (user === undefined)
    throw new UserError(
      `broker '${broker}' has no user '${userName}'${topology.users.length === 0 ? '; declare one' : `; it has ${listed(topology.users.map(({ name }) => name))}`}`,
    );
  const vhostName = vhostOf(declared, userName, choice.vhost);
  const urls = (clients?.urls ?? []).flatMap((url) => clientUrl(url) ?? []);
  const at = urls.find(({ scheme }) =>
    choice.scheme === undefined ? scheme.startsWith('amqp') : scheme === choice.scheme,
  );
  if (clients === undefined || at === undefined)
    throw new UserError(
      urls.length === 0
        ? `nobody knows where clients of broker '${broker}' connect; set 'clientUrls' of it: ['amqps://HOST:5671']`
        : `broker '${broker}' does not serve ${choice.scheme ?? 'AMQP'}; it serves ${listed(urls.map(({ scheme }) => scheme))}`,
    );
  return {
    ...{ at, userName, vhostName },
    hasOwnAuthority: at.isTls && clients.hasOwnAuthority,
    showsCertificate: at.isTls && clients.verifiesClients,
  };
}

/** The schemes of AMQP. */
export const amqpSchemes = clientSchemes.filter((scheme) => scheme.startsWith('amqp'));

/** The URI of a connection, with its password where that is to be shown. */
export function connectionUri({ at, userName, vhostName, password }: Connection): string {
  const escaped = password === undefined ? undefined : encodeURIComponent(password);
  return loginUri(at, { userName, vhostName }, escaped);
}

/** The virtual host that was asked for, or the only one in which the user may do anything. */
function vhostOf({ topology }: DeclaredOnBroker, userName: string, asked: string | undefined): string {
  const granted = [...new Set(topology.permissions.filter(({ user }) => user === userName).map(({ vhost }) => vhost))];
  const [first, second] = granted;
  if (asked !== undefined) {
    if (granted.includes(asked)) return asked;
    throw new UserError(
      `user '${userName}' has no permissions in virtual host '${asked}'${first === undefined ? '' : `; it has some in ${listed(granted)}`}, and cannot connect there`,
    );
  }
  if (first === undefined)
    throw new UserError(
      `user '${userName}' has no permissions in any virtual host, and cannot connect; grant some, as with 'queue.grants.consume'`,
    );
  if (second !== undefined)
    throw new UserError(
      `user '${userName}' has permissions in several virtual hosts; give '--vhost' with one of ${listed(granted)}`,
    );
  return first;
}

function listed(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `'${name}'`).join(', ');
}
