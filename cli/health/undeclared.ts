import { parseServerVersion } from '../../model/server/server-version';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { undeclaredPolicies } from '../review/effects/undeclared-policies';
import { undeclaredBeside } from '../review/effects/undeclared-beside';
import type { BrokerState } from './broker-state';

/** Something that nobody declared, as a finding. */
export interface Undeclared {
  readonly severity: 'notice';
  readonly object: string;
  readonly message: string;
  readonly remedy: string;
}

/** Policies, bindings and permissions that nobody declared, and that govern or widen what is declared. */
export function judgeUndeclared(
  state: BrokerState,
  { topology, serverVersion }: DeclaredOnBroker,
): readonly Undeclared[] {
  const { policies, operatorPolicies } = state;
  const version = parseServerVersion(state.serverVersion ?? serverVersion) ?? parseServerVersion(serverVersion);
  if (version === undefined) return [];
  const live = { policies, operatorPolicies };
  const beside = state.beside === undefined ? [] : undeclaredBeside([topology], topology, state.beside);
  return [...undeclaredPolicies({ before: topology, after: topology, version, live }), ...beside].map(
    ({ object, message, because, remedy = '' }) => ({
      severity: 'notice',
      object: `${object.type} '${object.name}' in '${object.vhost}'`,
      message: because === undefined ? message : `${message} (${because})`,
      remedy,
    }),
  );
}
