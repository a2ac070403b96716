import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { withDefinitionsBroker } from '../broker/definitions-broker';
import { noteRemovals } from '../broker/noted-removals';
import type { DefinitionsChange } from '../review/definitions-change';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import { asConfiguring, remove, removalsByBroker, type Removal } from './removals';

/**
 * Notes on each broker what is to be removed from it once the new definitions are imported. The state knows the new file by
 * then, whatever happens, so that without the note no further plan would remove what was not.
 * @param plan - with the values of the state, from which the credentials follow
 * @throws Error when a broker cannot be reached, or does not take it
 */
export async function noteUndeclared(
  stack: SynthesizedStack,
  plan: Plan,
  changes: readonly DefinitionsChange[],
): Promise<void> {
  for (const { change, removals } of removalsByBroker(changes)) {
    await withDefinitionsBroker(stack, plan, change, (endpoint) => noteRemovals(endpoint, stack.name, removals));
  }
}

export interface RemoveOptions {
  /** The command that tries again. */
  readonly again: string;
  /** Told what is about to be done. */
  readonly say: (message: string) => void;
  /** Told of each object that is gone. */
  readonly onRemoved: () => void;
}

/**
 * Removes from brokers what their definitions files declared and no longer do, once the new files are imported. What cannot be
 * removed stays noted.
 * @param plan - the plan that was applied, with the values of the state afterwards
 * @returns what failed, as clauses in the broker's words with what to run; empty when all of it is gone
 */
export async function removeUndeclared(
  stack: SynthesizedStack,
  plan: Plan,
  changes: readonly DefinitionsChange[],
  { again, say, onRemoved }: RemoveOptions,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { change, removals } of removalsByBroker(changes)) {
    await withDefinitionsBroker(stack, plan, change, async (endpoint) => {
      const left: Removal[] = [];
      for (const removal of removals) {
        say(`removing ${removal.label}, which is no longer declared`);
        await removeFrom(endpoint, removal).then(onRemoved, ({ message }: Error) => {
          left.push(removal);
          failures.push(`${removal.label} stays on the broker: ${message}; ${onceMore(again)}`);
        });
      }
      // A note of what is gone harms nobody: what is not there is not removed again.
      await noteRemovals(endpoint, stack.name, left).catch(() => undefined);
    }).catch(({ message }: Error) => failures.push(...leftBehind(removals, message, again)));
  }
  return failures;
}

/** What an apply that did not come to its end leaves on brokers, with what to do. */
export function notRemoved(changes: readonly DefinitionsChange[], again: string): readonly string[] {
  const reason = 'the apply did not come to its end';
  return removalsByBroker(changes).flatMap(({ removals }) => leftBehind(removals, reason, again));
}

function removeFrom(endpoint: BrokerEndpoint, removal: Removal): Promise<void> {
  const api = brokerApi(endpoint);
  const { configures } = removal;
  if (configures === undefined) return remove(api, removal);
  return asConfiguring(api, endpoint.username, configures, () => remove(api, removal));
}

function leftBehind(removals: readonly Removal[], reason: string, again: string): readonly string[] {
  return removals.map(({ label }) => `${label} stays on the broker: ${reason}; ${onceMore(again)}`);
}

function onceMore(again: string): string {
  return `it is removed, if that is still allowed, by: ${again}`;
}
