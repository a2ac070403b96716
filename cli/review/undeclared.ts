import { brokerProvider } from '../../model/provider/stack-brokers';
import { parseServerVersion } from '../../model/server/server-version';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { isReached, withDefinitionsBroker } from '../broker/definitions-broker';
import { askBroker, type LiveBroker } from '../broker/live-broker';
import type { SynthesizedStack } from '../stack/app';
import { brokersBeside } from '../stack/brokers-beside';
import { brokerAliases, stackConfig } from '../stack/stack-config';
import type { Plan } from '../terraform/plan';
import { withAccess } from '../terraform/with-access';
import { brokerNotAsked, UNDECLARED_UNKNOWN } from './broker-not-asked';
import type { DeclaredDefinitions } from './declared-definitions';
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
 * Asks the brokers of a stack on which nothing changes for policies, bindings and permissions that nobody declared: as their
 * providers do or, on Kubernetes, as `health --kubernetes` does. A broker that neither reaches is not asked.
 * @param plan - an empty one
 * @param declared - the definitions files of the stack, which tell of brokers that no provider knows
 */
export async function undeclaredOnBrokers(
  stack: SynthesizedStack,
  plan: Plan,
  declared: readonly Pick<DeclaredDefinitions, 'at' | 'provider'>[],
): Promise<UndeclaredOnBrokers> {
  const brokers = brokersBeside(stack.directory).filter(({ topology }) => topology.vhosts.length > 0);
  if (brokers.length === 0) return { findings: [], caveats: [] };
  const access = await withAccess(stack, plan);
  const aliases = brokerAliases(stackConfig(stack.directory));
  const findings: ReviewFinding[] = [];
  const caveats: Caveat[] = [];
  for (const broker of brokers) {
    const provider = brokerProvider(broker.broker, aliases);
    const at = declared.find((file) => file.provider === provider)?.at ?? '';
    if (!isReached(access, { at, provider })) continue;
    await withDefinitionsBroker(stack, access, { at, provider }, (endpoint) => askBroker(endpoint, { queues: false }))
      .then((live) => findings.push(...undeclaredOn(broker, live)))
      .catch((error: Error) => caveats.push(brokerNotAsked(error, UNDECLARED_UNKNOWN)));
  }
  return { findings: findings.toSorted(byWeight), caveats };
}

/** What nobody declared on one broker, as it says of itself. */
function undeclaredOn(
  { topology, serverVersion }: Pick<DeclaredOnBroker, 'topology' | 'serverVersion'>,
  live: LiveBroker,
): readonly ReviewFinding[] {
  const version = parseServerVersion(live.serverVersion) ?? parseServerVersion(serverVersion);
  const policies =
    version === undefined ? [] : undeclaredPolicies({ before: topology, after: topology, version, live });
  return [...policies, ...undeclaredBeside([topology], topology, live)];
}
