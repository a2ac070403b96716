/** How deep lists and objects may lie within each other: what goes through them later calls itself for each level. */
const deepest = 100;

/**
 * What keeps a value from being written as JSON.
 * @param path - where it was given
 * @param takesNull - whether null is a value: in the arguments of queues, exchanges and bindings servers refuse it
 */
export function jsonFaults(
  path: string,
  value: unknown,
  takesNull: boolean,
  around: readonly unknown[] = [],
): string[] {
  if (value === null)
    return takesNull ? [] : [`'${path}' must not be null, which RabbitMQ refuses in arguments; leave the key out`];
  if (typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number')
    return Number.isFinite(value) ? [] : [`'${path}' must be a number that JSON has, got ${value}`];
  if (Array.isArray(value) || isPlainObject(value)) {
    if (around.includes(value)) return [`'${path}' must not contain itself; give plain data`];
    if (around.length >= deepest) return [`'${path}' must not lie deeper than ${deepest} levels; give plainer data`];
    return Object.entries(value).flatMap(([key, element]) =>
      element === undefined && !Array.isArray(value)
        ? []
        : jsonFaults(Array.isArray(value) ? `${path}[${key}]` : `${path}.${key.slice(0, 60)}`, element, takesNull, [
            ...around,
            value,
          ]),
    );
  }
  const what = typeof value === 'object' ? `an instance of ${value.constructor.name || 'a class'}` : kindOf(value);
  return [`'${path}' must be a string, number, boolean, list or plain object, got ${what}`];
}

function kindOf(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

/** Whether it is an object with keys, of a class or not. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is an object of no class: `{}`. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
