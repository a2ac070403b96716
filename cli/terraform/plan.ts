import type { Attributes } from '../../model/provider/attributes';
import { planFault } from './plan-shape';
import { UserError } from '../program/user-error';

/** What a plan does with one resource. */
export type Action = 'none' | 'create' | 'update' | 'replace' | 'delete';

/** Some attributes are secrets: they may be compared, and never be shown. */
export type { Attributes };

/** A resource in a plan. */
export interface PlannedResource {
  /** `rabbitmq_queue.orders` */
  readonly address: string;
  /** `rabbitmq_queue` */
  readonly type: string;
  readonly action: Action;
  /** Absent for what does not exist yet. */
  readonly before?: Attributes;
  /** Absent for what will no longer exist; holds only what is known before the apply. */
  readonly after?: Attributes;
  /** `true` at each attribute that only the apply will tell. */
  readonly unknown: Attributes;
  /** The paths of the attributes that cannot be changed in place. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
  /** Terraform's own reason: `delete_because_no_resource_config`, `replace_by_triggers`, … */
  readonly reason?: string;
  /** Its address in the state, when that is another. */
  readonly previousAddress?: string;
  /** The provider's id of what exists and is taken over into the state; absent when nothing is. */
  readonly importId?: string;
  /** Whether the state forgets it, and it stays as it is. */
  readonly isForgotten?: boolean;
  /** Tells the resources of one broker from those of another. */
  readonly provider: string;
  /** Whether Terraform did not come to it, because an error stopped it: what becomes of it is not known. */
  readonly isUnplanned?: boolean;
}

/** What a review reads of a plan. */
export interface Plan {
  readonly resources: readonly PlannedResource[];
  /** The resources that turned out to be other than the state said, each with what was done to it. */
  readonly drift: readonly PlannedResource[];
  /** The names of outputs that change. */
  readonly outputs: readonly string[];
  /** Whether Terraform stopped before it had planned everything. */
  readonly errored: boolean;
  /** Values of configuration and state, from which a provider's credentials follow. */
  readonly providers: Readonly<Record<string, ProviderConfiguration>>;
  readonly values: ReadonlyMap<string, Attributes>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How a provider is configured: constants and references. */
export type ProviderConfiguration = Readonly<
  Record<string, { readonly constant_value?: unknown; readonly references?: readonly string[] }>
>;

/**
 * Reads what `terraform show -json` prints for a plan.
 * @param source - what to call it in errors
 * @throws UserError when it is no plan
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlan(json: string, source: string): Plan {
  const plan = parse(json, source);
  const state = resourcesIn(plan.prior_state?.values?.root_module);
  const configured = new Map(
    plan.configuration?.root_module?.resources?.map(({ address, provider_config_key: key }) => [address, key]),
  );
  const providerOf = ({ address, type }: { readonly address: string; readonly type: string }) =>
    configured.get(address) ?? type.split('_')[0] ?? '';
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  const planned = new Set(changes.map(({ address, previous_address: previous }) => previous ?? address));
  return {
    resources: [
      ...changes.map((change) => plannedResource(change, providerOf(change))),
      // An error keeps Terraform from planning the rest, which stays as it is.
      ...state
        .filter(({ address, mode }) => mode === 'managed' && !planned.has(address))
        .map(({ address, type, values }) => unplanned(address, type, values, providerOf({ address, type }))),
    ],
    drift: (plan.resource_drift ?? [])
      .map((change) => plannedResource(change, providerOf(change)))
      .filter(({ before, after }) => !isSame(before, after)),
    outputs: Object.entries(plan.output_changes ?? {})
      .filter(([, { actions }]) => !actions.every((action) => action === 'no-op'))
      .map(([name]) => name),
    errored: plan.errored ?? false,
    providers: Object.fromEntries(
      Object.entries(plan.configuration?.provider_config ?? {}).map(([key, { expressions = {} }]) => [
        key,
        expressions,
      ]),
    ),
    values: new Map(state.map(({ address, values }) => [address, values])),
    variables: Object.fromEntries(Object.entries(plan.variables ?? {}).map(([name, { value }]) => [name, value])),
  };
}

/** Whether two values say the same: Terraform's providers tell null, empty and absent apart by chance only. */
export function isSame(one: unknown, other: unknown): boolean {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  const [left, right] = [one as Attributes, other as Attributes];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]));
}

interface PlanJson {
  readonly errored?: boolean;
  readonly resource_changes?: readonly ChangeJson[];
  readonly resource_drift?: readonly ChangeJson[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  readonly prior_state?: { readonly values?: { readonly root_module?: ModuleJson } };
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, { readonly expressions?: ProviderConfiguration }>>;
    readonly root_module?: {
      readonly resources?: readonly { readonly address: string; readonly provider_config_key: string }[];
    };
  };
}

interface ChangeJson {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
    readonly after_unknown?: Attributes;
    readonly replace_paths?: PlannedResource['replacePaths'];
    readonly importing?: { readonly id?: string };
  };
}

interface ModuleJson {
  readonly resources?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly values: Attributes;
  }[];
  readonly child_modules?: readonly ModuleJson[];
}

function parse(json: string, source: string): PlanJson {
  const plan = ((): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      return undefined;
    }
  })();
  // A state has a version too, but plans nothing; a plan that changes nothing has no 'resource_changes'.
  const keys = ['planned_values', 'resource_changes'];
  if (typeof plan === 'object' && plan !== null && 'format_version' in plan && keys.some((key) => key in plan)) {
    const fault = planFault(plan);
    if (fault !== undefined) throw new UserError(`'${source}' is no plan: ${fault}`);
    return plan as PlanJson;
  }
  throw new UserError(`'${source}' is no plan; give what 'terraform show -json PLAN' prints`);
}

function plannedResource(json: ChangeJson, provider: string): PlannedResource {
  const { actions, before, after, after_unknown: unknown = {}, replace_paths: replacePaths = [] } = json.change;
  return {
    address: json.address,
    type: json.type,
    action: actionOf(actions),
    before: before ?? undefined,
    // What is forgotten stays as it is, and Terraform no longer knows of it.
    after: (actions.includes('forget') ? before : after) ?? undefined,
    unknown: unknown ?? {},
    replacePaths: replacePaths ?? [],
    reason: json.action_reason ?? undefined,
    previousAddress: json.previous_address ?? undefined,
    importId: json.change.importing?.id ?? undefined,
    provider,
    ...(actions.includes('forget') ? { isForgotten: true } : {}),
  };
}

function unplanned(address: string, type: string, values: Attributes, provider: string): PlannedResource {
  const stays = { address, type, action: 'none', before: values, after: values } as const;
  return { ...stays, unknown: {}, replacePaths: [], provider, isUnplanned: true };
}

function actionOf(actions: readonly string[]): Action {
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create';
  if (actions.includes('delete')) return 'delete';
  return actions.includes('update') ? 'update' : 'none';
}

function resourcesIn(module: ModuleJson | undefined): NonNullable<ModuleJson['resources']> {
  if (module === undefined) return [];
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
