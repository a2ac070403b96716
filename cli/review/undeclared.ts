import { brokerProvider } from '../../model/provider/stack-brokers';
import { parseServerVersion } from '../../model/server/server-version';
import { askBroker, brokerOf } from '../broker/live-broker';
import type { SynthesizedStack } from '../stack/app';
import { brokersBeside } from '../stack/brokers-beside';
import { brokerAliases, stackConfig } from '../stack/stack-config';
import type { Plan } from '../terraform/plan';
import { withAccess } from '../terraform/with-access';
import { undeclaredBeside } from './effects/undeclared-beside';
import { undeclaredPolicies } from './effects/undeclared-policies';
import type { ReviewFinding } from './finding';
import { byWeight } from './review-broker';
import type { Caveat } from './stack-review';

/** What nobody declared on the brokers of a stack, and which of them did not tell. */
export interface UndeclaredOnBrokers {
  readonly findings: readonly ReviewFinding[];
  readonly caveats: readonly Caveat[];
}

/**
 * Asks the brokers of a stack on which nothing changes for policies, bindings and permissions that nobody declared. A broker that no
 * provider of the stack reaches is not asked.
 * @param plan - an empty one
 */
export async function undeclaredOnBrokers(stack: SynthesizedStack, plan: Plan): Promise<UndeclaredOnBrokers> {
  const brokers = brokersBeside(stack.directory).filter(({ topology }) => topology.vhosts.length > 0);
  if (brokers.length === 0) return { findings: [], caveats: [] };
  const access = await withAccess(stack, plan);
  const aliases = brokerAliases(stackConfig(stack.directory));
  const findings: ReviewFinding[] = [];
  const caveats: Caveat[] = [];
  for (const { broker, topology, serverVersion } of brokers) {
    const endpoint = brokerOf(access, brokerProvider(broker, aliases));
    if (endpoint === undefined) continue;
    try {
      const live = await askBroker(endpoint, { queues: false });
      const version = parseServerVersion(live.serverVersion) ?? parseServerVersion(serverVersion);
      if (version !== undefined)
        findings.push(...undeclaredPolicies({ before: topology, after: topology, version, live }));
      findings.push(...undeclaredBeside([topology], topology, live));
    } catch (error) {
      const why = (error as Error).message;
      caveats.push({
        kind: 'broker-not-asked',
        message: `its broker could not be queried (${why}); undeclared objects are not listed`,
      });
    }
  }
  return { findings: findings.toSorted(byWeight), caveats };
}
