import { shellCommand } from '../../host/shell-word';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { withDefinitionsBroker } from '../broker/definitions-broker';
import type { DefinitionsChange } from '../review/definitions-change';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import { asConfiguring, objectPath, remove, removalsOf, type Removal } from './removals';

export interface RemoveOptions {
  /** Told what is about to be done. */
  readonly say: (message: string) => void;
  /** Told of each object that is gone. */
  readonly onRemoved: () => void;
}

/**
 * Removes from brokers what their definitions files declared and no longer do, once the new files are imported.
 * @param plan - the plan that was applied, with the values of the state afterwards
 * @returns what failed, as clauses in the broker's words with what to run; empty when all of it is gone
 */
export async function removeUndeclared(
  stack: SynthesizedStack,
  plan: Plan,
  changes: readonly DefinitionsChange[],
  { say, onRemoved }: RemoveOptions,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const change of changes) {
    const removals = removalsOf(change);
    if (removals.length === 0) continue;
    await withDefinitionsBroker(stack, plan, change, async (endpoint) => {
      for (const removal of removals) {
        say(`removing ${removal.label}, which is no longer declared`);
        await removeFrom(endpoint, removal).then(onRemoved, ({ message }: Error) =>
          failures.push(`${removal.label} stays on the broker: ${message}; ${byHand(removal, endpoint)}`),
        );
      }
    }).catch(({ message }: Error) => failures.push(...leftBehind(removals, message)));
  }
  return failures;
}

/** What an apply that did not come to its end leaves on brokers, with what to do. */
export function notRemoved(changes: readonly DefinitionsChange[]): readonly string[] {
  const reason = 'the apply did not come to its end';
  return changes.flatMap((change) => leftBehind(removalsOf(change), reason));
}

function removeFrom(endpoint: BrokerEndpoint, removal: Removal): Promise<void> {
  const api = brokerApi(endpoint);
  const { configures } = removal;
  if (configures === undefined) return remove(api, removal);
  return asConfiguring(api, endpoint.username, configures, () => remove(api, removal));
}

function leftBehind(removals: readonly Removal[], reason: string): readonly string[] {
  return removals.map(
    ({ label, type, object }) =>
      `${label} stays on the broker: ${reason}; unless the next plan removes it, send DELETE /api/${objectPath(type, object)} to the broker`,
  );
}

/** The state knows the new file already, so that no further plan removes it. */
function byHand({ type, object }: Removal, { url, username }: BrokerEndpoint): string {
  const address = `${url.replace(/\/+$/, '')}/api/${objectPath(type, object)}`;
  return `once the reason is gone, run: ${shellCommand('curl', '--user', username, '--request', 'DELETE', address)}`;
}
