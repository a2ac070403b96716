import { path } from '../../host/management';
import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { definitionsOf } from '../../model/definitions/definitions-writer';
import { objectsIn } from '../../model/provider/provider-objects';
import type { ResourceType } from '../../model/provider/resource-kind';
import { resourceKinds } from '../../model/provider/resource-kinds';
import { REMOVALS_PREFIX } from '../../model/topology/reserved-global-parameters';
import { emptyTopology, type Arguments, type ParameterDefinition, type Topology } from '../../model/topology/topology';
import { brokerNotAsked } from '../review/broker-not-asked';
import { changesBy, topologyOfChanges } from '../review/change';
import type { DeclaredDefinitions } from '../review/declared-definitions';
import type { Caveat } from '../review/stack-review';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import { withAccess } from '../terraform/with-access';
import { brokerApi, type BrokerEndpoint } from './broker-endpoint';
import { isThere, objectKey, unlessGone, type BrokerObject } from './broker-object';
import { withDefinitionsBroker } from './definitions-broker';

/** What is known of a stack's definitions files once its brokers were asked what earlier deploys have left. */
export interface WithNoted {
  readonly declared: readonly DeclaredDefinitions[];
  /** The plan, which says how the brokers are reached. */
  readonly plan: Plan;
  /** Which broker could not be asked, and why. */
  readonly caveats: readonly Caveat[];
}

/**
 * Asks the brokers of a stack what an earlier deploy was to remove from them and has not: it failed, or was killed. What is
 * declared again, or gone by now, is left out. A broker that is not deployed yet is not asked.
 */
export async function withNoted(
  stack: SynthesizedStack,
  given: Plan,
  declared: readonly DeclaredDefinitions[],
): Promise<WithNoted> {
  if (declared.length === 0) return { declared, plan: given, caveats: [] };
  const asked = new Set<string>();
  const files: DeclaredDefinitions[] = [];
  const caveats: Caveat[] = [];
  const plan = await withAccess(stack, given);
  for (const file of declared) {
    // Every node of a cluster has the file, and the broker is one.
    const isFirst = plan.values.has(file.at) && !asked.has(file.provider);
    if (isFirst) asked.add(file.provider);
    const left = isFirst
      ? await leftOn(stack, plan, file).catch((error: Error) => {
          caveats.push(brokerNotAsked(error, 'what an earlier deploy has left on it is not known'));
          return undefined;
        })
      : undefined;
    files.push(left === undefined ? file : { ...file, left });
  }
  return { declared: files, plan, caveats };
}

/**
 * Notes on a broker what is to be removed from it, in place of what was noted before; nothing removes the note.
 * @throws Error when the broker does not take it
 */
export async function noteRemovals(
  endpoint: BrokerEndpoint,
  stack: string,
  removals: readonly BrokerObject[],
): Promise<void> {
  const api = brokerApi(endpoint);
  const name = `${REMOVALS_PREFIX}${stack}`;
  const at = path`global-parameters/${name}`;
  if (removals.length > 0) return api.put(at, { name, value: fileOf(removals) });
  await api.delete(at).catch(unlessGone);
}

async function leftOn(stack: SynthesizedStack, plan: Plan, file: DeclaredDefinitions): Promise<Topology | undefined> {
  return withDefinitionsBroker(stack, plan, file, async (endpoint) => {
    const api = brokerApi(endpoint);
    const name = `${REMOVALS_PREFIX}${stack.name}`;
    const noted = await api.get<{ readonly value?: unknown }>(path`global-parameters/${name}`).catch(unlessGone);
    if (noted === undefined) return undefined;
    const read = readDefinitions(JSON.stringify(noted.value ?? {}), name);
    if (isFault(read)) throw new Error(`its global parameter '${name}' cannot be read: ${read.message}; delete it`);
    const known = new Set(objectsOf(file.topology).map(objectKey));
    const left: BrokerObject[] = [];
    for (const one of objectsOf(read.topology)) {
      if (!known.has(objectKey(one)) && (await isThere(api, one))) left.push(one);
    }
    return left.length === 0 ? undefined : topologyOf(left);
  });
}

function objectsOf(topology: Topology): readonly BrokerObject[] {
  return (Object.keys(resourceKinds) as readonly ResourceType[]).flatMap((type) =>
    objectsIn<ResourceType>(type, topology).map((object) => ({ type, object })),
  );
}

function topologyOf(objects: readonly BrokerObject[]): Topology {
  const gone = { action: 'delete', replacedBy: [], isUnplanned: false, hasNewSecret: false } as const;
  return topologyOfChanges(
    changesBy(objects.map(({ type, object }) => ({ ...gone, type, address: '', before: object }))),
    'before',
  );
}

/** What tells the objects, as a definitions file has it, and no secret of theirs. */
function fileOf(objects: readonly BrokerObject[]): ReturnType<typeof definitionsOf>['definitions'] {
  const topology = topologyOf(objects);
  return definitionsOf({
    ...emptyTopology,
    ...topology,
    users: topology.users.map((user) => ({ ...user, password_hash: NO_HASH })),
    parameters: topology.parameters.map(withoutUris),
  }).definitions;
}

/** No password has it. */
const NO_HASH = Buffer.alloc(36).toString('base64');

function withoutUris(parameter: ParameterDefinition): ParameterDefinition {
  const entries = Object.entries(parameter.value as Arguments).filter(([key]) => !key.endsWith('uri'));
  return { ...parameter, value: Object.fromEntries(entries) };
}
