import { parseServerVersion } from '../../model/server/server-version';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { undeclaredPolicies } from '../review/effects/undeclared-policies';
import type { BrokerState } from './broker-state';

/** A policy that nobody declared, as a finding. */
export interface Undeclared {
  readonly severity: 'notice';
  readonly object: string;
  readonly message: string;
  readonly remedy: string;
}

/** Policies that nobody declared, and that govern what is declared. */
export function judgeUndeclared(
  state: BrokerState,
  { topology, serverVersion }: DeclaredOnBroker,
): readonly Undeclared[] {
  const { policies, operatorPolicies } = state;
  const version = parseServerVersion(state.serverVersion ?? serverVersion) ?? parseServerVersion(serverVersion);
  if (version === undefined) return [];
  const live = { policies, operatorPolicies };
  return undeclaredPolicies({ before: topology, after: topology, version, live }).map(
    ({ object, message, because = '', remedy = '' }) => ({
      severity: 'notice',
      object: `${object.type} '${object.name}' in '${object.vhost}'`,
      message: `${message} (${because})`,
      remedy,
    }),
  );
}
