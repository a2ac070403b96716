import type { BindingDefinition, PermissionDefinition } from '../../model/topology/topology';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import type { LiveBeside } from '../review/effects/undeclared-beside';

/**
 * Asks a broker for its bindings and permissions, among which may be some that nobody declared.
 * @returns none of what the user may not read: who only monitors does not see permissions
 */
export async function besideOf(endpoint: BrokerEndpoint): Promise<LiveBeside> {
  const api = brokerApi(endpoint, 15_000);
  const listed = async <T>(path: string): Promise<readonly T[]> => {
    const answer = await api.get<unknown>(path).catch(() => undefined);
    return Array.isArray(answer) ? (answer as readonly T[]) : [];
  };
  const [bindings, permissions] = await Promise.all([
    listed<BindingDefinition>('bindings'),
    listed<PermissionDefinition>('permissions'),
  ]);
  return { bindings, permissions, askedAs: endpoint.username };
}
