import { escapeTemplates } from '../../constructs/terraform/escape-templates';
import { path } from '../../host/management';
import { parseServerVersion } from '../../model/server/server-version';
import type { PolicyDefinition } from '../../model/topology/topology';
import { brokerApi } from '../broker/broker-endpoint';
import { brokerOf } from '../broker/live-broker';
import { groupBy } from '../../model/group-by';
import type { SynthesizedStack } from '../stack/app';
import type { StackConfig } from '../stack/stack-config';
import { beyondPlan } from '../terraform/beyond-plan';
import { withChangedConfig } from '../terraform/changed-config';
import { sentenceOf, type Diagnostic } from '../terraform/diagnostic';
import { isSame, readPlan, type Attributes, type Plan, type PlannedResource } from '../terraform/plan';
import { Terraform, type Apply, type Planned } from '../terraform/terraform';
import { outdatedPolicies, type GovernedObject } from './outdated-policies';

/**
 * Has brokers work out once more which policy applies to what, where a plan has left objects with a policy that is gone. Any
 * change of a policy does it: Terraform makes one that applies to nothing and takes it away again, under its lock and in
 * its state as everything else.
 * @param plan - the plan that was applied, with the values of the state afterwards
 * @param say - told what could not be done
 */
export async function settlePolicies(
  stack: SynthesizedStack,
  plan: Plan,
  say: (message: string) => void,
): Promise<void> {
  const suspects = changedTogether(plan);
  const unsettled: Unsettled[] = [];
  for (const suspect of suspects) {
    await isUnsettled(plan, suspect)
      .then((is) => is && unsettled.push(suspect))
      .catch(({ message }: Error) =>
        say(`the broker could not be asked whether all objects have the policies that apply to them: ${message}`),
      );
  }
  if (unsettled.length === 0) return;
  say('letting the broker work out its policies once more');
  const errors = await workOutOnceMore(stack, plan, unsettled);
  if (errors.length > 0)
    say(`some objects may have a policy that is gone, until the next change: ${errors.map(sentenceOf).join('; ')}`);
}

/** A virtual host in which several policies changed at the same time. */
export interface Unsettled {
  readonly provider: string;
  readonly vhost: string;
  /** The policies that changed there. */
  readonly changed: readonly PlannedResource[];
}

/** Where objects that were there before may have been left with a policy that is gone. */
export function changedTogether({ resources }: Plan): readonly Unsettled[] {
  const fresh = resources.filter(
    ({ type, action }) => type === 'rabbitmq_vhost' && (action === 'create' || action === 'delete'),
  );
  const changed = resources
    .filter(({ type, action }) => policyTypes.includes(type) && action !== 'none')
    .filter(
      (policy) => !fresh.some((vhost) => vhost.provider === policy.provider && nameOf(vhost) === vhostOf(policy)),
    );
  return [...groupBy(changed, (policy) => JSON.stringify([policy.provider, vhostOf(policy)])).values()].flatMap(
    (policies) => {
      const [first] = policies;
      if (first === undefined || policies.length < 2) return [];
      return [{ provider: first.provider, vhost: vhostOf(first), changed: policies }];
    },
  );
}

const policyTypes = ['rabbitmq_policy', 'rabbitmq_operator_policy'];

async function isUnsettled(plan: Plan, { provider, vhost, changed }: Unsettled): Promise<boolean> {
  // What a policy of one name says is not told of an object at once.
  if (changed.some(saysSomethingElse)) return true;
  const endpoint = brokerOf(plan, provider);
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  const api = brokerApi(endpoint);
  const [overview, queues, exchanges, policies, operatorPolicies] = await Promise.all([
    api.get<{ readonly rabbitmq_version: string }>('overview'),
    api.get<readonly GovernedObject[]>(path`queues/${vhost}?disable_stats=true`),
    api.get<readonly GovernedObject[]>(path`exchanges/${vhost}?disable_stats=true`),
    api.get<readonly PolicyDefinition[]>(path`policies/${vhost}`),
    api.get<readonly PolicyDefinition[]>(path`operator-policies/${vhost}`),
  ]);
  const version = parseServerVersion(overview.rabbitmq_version);
  if (version === undefined) return true;
  const objects = [
    ...queues.map((queue) => ({ ...queue, kind: 'queue' as const })),
    ...exchanges.map((exchange) => ({ ...exchange, kind: 'exchange' as const })),
  ];
  return outdatedPolicies(objects, { policies, operatorPolicies }, version).length > 0;
}

function saysSomethingElse({ action, before = {}, after = {} }: PlannedResource): boolean {
  const definitionOf = ({ policy }: Attributes) =>
    (Array.isArray(policy) ? policy : []).map(({ definition }: Attributes) => definition);
  return action === 'update' && !isSame(definitionOf(before), definitionOf(after));
}

const policyType = 'rabbitmq_policy';
const idOf = (index: number) => `rabbitmq-cdk-settle-${index}`;

async function workOutOnceMore(
  stack: SynthesizedStack,
  plan: Plan,
  unsettled: readonly Unsettled[],
): Promise<readonly Diagnostic[]> {
  const targets = unsettled.map((_, index) => `${policyType}.${idOf(index)}`);
  const carryOut = async ({ json, errors }: Planned, apply: Apply): Promise<readonly Diagnostic[]> => {
    if (errors.length > 0 || json === undefined) return errors;
    const more = beyondPlan(plan, readPlan(json, stack.name), new Set(targets));
    return more.length > 0 ? [{ summary: 'the plan is stale', detail: '' }] : apply();
  };
  const made = await withChangedConfig(stack.directory, declaring(unsettled), (folder) =>
    new Terraform(folder).withPlan({ targets }, carryOut),
  );
  return made.length > 0 ? made : new Terraform(stack.directory).withPlan({ targets }, carryOut);
}

function declaring(unsettled: readonly Unsettled[]): (config: StackConfig) => StackConfig {
  return ({ resource = {}, ...config }) => ({
    ...config,
    resource: {
      ...resource,
      [policyType]: {
        ...resource[policyType],
        ...Object.fromEntries(unsettled.map((one, index) => [idOf(index), settling(one)])),
      },
    },
  });
}

/** A policy that applies to nothing: no name is empty. */
function settling({ provider, vhost }: Unsettled): Attributes {
  const policy = { pattern: '^$', apply_to: 'queues', priority: 0, definition: { 'max-length': '0' } };
  return { provider, name: 'rabbitmq-cdk-settle', vhost: escapeTemplates(vhost), policy };
}

function nameOf({ before, after }: PlannedResource): string {
  return String((after ?? before)?.['name']);
}

function vhostOf({ before, after }: PlannedResource): string {
  return String((after ?? before)?.['vhost']);
}
