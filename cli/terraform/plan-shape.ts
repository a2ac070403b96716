/**
 * What keeps JSON from being a plan: the first part that is not as Terraform writes it.
 * @returns a clause such as `'resource_changes[3].change.actions' must be a list`; undefined when nothing does
 */
export function planFault(plan: unknown): string | undefined {
  return planShape(plan, '');
}

type Shape = (value: unknown, at: string) => string | undefined;

const anything: Shape = () => undefined;
const aString: Shape = (value, at) => (typeof value === 'string' ? undefined : `'${at}' must be a string`);
const aBoolean: Shape = (value, at) => (typeof value === 'boolean' ? undefined : `'${at}' must be a boolean`);
const aTable = mapOf(anything);

/** Terraform writes null for some of what is absent. */
function optional(shape: Shape): Shape {
  return (value, at) => (value === undefined || value === null ? undefined : shape(value, at));
}

function listOf(shape: Shape): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return `'${at}' must be a list`;
    return firstFault(value.map((element, index) => () => shape(element, `${at}[${index}]`)));
  };
}

function mapOf(shape: Shape): Shape {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `'${at}' must be an object`;
    return firstFault(
      Object.entries(value).map(
        ([key, inner]) =>
          () =>
            shape(inner, `${at}.${key}`),
      ),
    );
  };
}

function object(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return at === '' ? 'it must be an object' : `'${at}' must be an object`;
    return firstFault(
      Object.entries(fields).map(
        ([key, shape]) =>
          () =>
            shape((value as Readonly<Record<string, unknown>>)[key], at === '' ? key : `${at}.${key}`),
      ),
    );
  };
}

function firstFault(faults: readonly (() => string | undefined)[]): string | undefined {
  for (const fault of faults) {
    const found = fault();
    if (found !== undefined) return found;
  }
  return undefined;
}

const change = object({
  address: aString,
  mode: aString,
  type: aString,
  previous_address: optional(aString),
  action_reason: optional(aString),
  change: object({
    actions: listOf(aString),
    before: optional(aTable),
    after: optional(aTable),
    after_unknown: optional(aTable),
    replace_paths: optional(
      listOf(
        listOf((value, at) =>
          typeof value === 'string' || typeof value === 'number' ? undefined : `'${at}' must be a string or a number`,
        ),
      ),
    ),
    importing: optional(object({ id: optional(aString) })),
  }),
});

const moduleShape: Shape = (value, at) =>
  object({
    resources: optional(listOf(object({ address: aString, mode: aString, type: aString, values: aTable }))),
    child_modules: optional(listOf(moduleShape)),
  })(value, at);

const planShape = object({
  errored: optional(aBoolean),
  resource_changes: optional(listOf(change)),
  resource_drift: optional(listOf(change)),
  output_changes: optional(mapOf(object({ actions: listOf(aString) }))),
  prior_state: optional(object({ values: optional(object({ root_module: optional(moduleShape) })) })),
  variables: optional(mapOf(object({}))),
  configuration: optional(
    object({
      provider_config: optional(mapOf(object({ expressions: optional(mapOf(anything)) }))),
      root_module: optional(
        object({ resources: optional(listOf(object({ address: aString, provider_config_key: aString }))) }),
      ),
    }),
  ),
});
