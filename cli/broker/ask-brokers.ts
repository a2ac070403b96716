import { brokerNotAsked, UNDECLARED_UNKNOWN } from '../review/broker-not-asked';
import { definitionsChanges } from '../review/definitions-change';
import type { DeclaredDefinitions } from '../review/declared-definitions';
import type { SynthesizedStack } from '../stack/app';
import { withDefinitionsBroker } from './definitions-broker';
import { askBroker, brokerOf, type LiveBroker } from './live-broker';
import type { Plan, PlannedResource } from '../terraform/plan';
import { bindingsOf, comesAsItIs, isThereAlready } from '../review/taken-over';
import type { Caveat } from '../review/stack-review';

/** What the brokers of a plan say, by the key of their provider, and which do not say it. */
export interface Asked {
  readonly live: ReadonlyMap<string, LiveBroker>;
  readonly caveats: readonly Caveat[];
}

/**
 * Asks the brokers on which something changes that is there, or is taken over, or whose users get permissions; one that does
 * not answer is a caveat. What is created beside what is taken over may be there too.
 * @param declared - the definitions files of the stack, whose brokers are asked as well
 */
export async function askBrokers(
  plan: Plan,
  stack: SynthesizedStack,
  declared: readonly DeclaredDefinitions[],
): Promise<Asked> {
  const users = usersThere(plan);
  const changing = plan.resources.filter(
    (resource) =>
      resource.type.startsWith('rabbitmq_') &&
      (resource.importId !== undefined ||
        (resource.action !== 'none' && resource.before !== undefined) ||
        isForOneOf(users, resource)),
  );
  const live = new Map<string, LiveBroker>();
  const caveats: Caveat[] = [];
  const ask = async (provider: string): Promise<void> => {
    const endpoint = brokerOf(plan, provider);
    if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
    const connections = changing.some(
      (resource) => resource.type === 'rabbitmq_vhost' && resource.provider === provider,
    );
    const said = await askBroker(endpoint, { connections });
    const own = plan.resources.filter((resource) => resource.provider === provider);
    live.set(provider, own.some((resource) => isChange(resource, said)) ? said : asTakenOver(own, said));
  };
  for (const provider of new Set(changing.map((resource) => resource.provider))) {
    await ask(provider).catch((error: Error) => caveats.push(notAsked(error)));
  }
  for (const change of definitionsChanges(plan, declared)) {
    const { provider, before } = change;
    if (provider === undefined || before === undefined || live.has(provider)) continue;
    await withDefinitionsBroker(stack, plan, change, async (endpoint) => {
      live.set(provider, await askBroker(endpoint, { connections: true }));
    }).catch((error: Error) => caveats.push(notAsked(error)));
  }
  return { live, caveats };
}

/** The names of the users that are there, and perhaps have permissions. */
function usersThere({ resources }: Plan): ReadonlySet<unknown> {
  const users = resources.filter(({ type, before }) => type === 'rabbitmq_user' && before !== undefined);
  return new Set(users.map(({ before }) => before?.['name']));
}

/** Whether permissions are made for one of some users. */
function isForOneOf(users: ReadonlySet<unknown>, { type, action, after }: PlannedResource): boolean {
  return type === 'rabbitmq_permissions' && action === 'create' && users.has(after?.['user']);
}

function notAsked(error: Error): Caveat {
  return brokerNotAsked(error, `messages and consumers are not counted, and ${UNDECLARED_UNKNOWN}`);
}

/** Whether something becomes other than it is. */
function isChange(resource: PlannedResource, live: LiveBroker): boolean {
  return resource.action !== 'none' && !comesAsItIs(resource, live);
}

/** What a plan that only takes over is compared with: what nobody declared was there before, and is not for it to tell. */
function asTakenOver(resources: readonly PlannedResource[], live: LiveBroker): LiveBroker {
  const coming = resources.flatMap(bindingsOf);
  const bindings = live.bindings.filter((binding) =>
    coming.some((one) => isThereAlready(one, { bindings: [binding] })),
  );
  return { ...live, bindings, policies: [], operatorPolicies: [], permissions: [] };
}
