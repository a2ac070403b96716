import type { ParameterDefinition } from '../topology/topology';
import { isObject } from '../json/is-object';

/**
 * Stands where plain data would show a URI with credentials. It still says that there is one, and of which kind.
 */
export const WITHHELD_URI = 'amqp://withheld';

/**
 * A shovel or a federation upstream without its URIs; other parameters have none.
 * @param isSecret - which of the URIs to withhold; all, when nothing is said
 */
export function withoutUris(
  parameter: ParameterDefinition,
  isSecret: (uri: unknown) => boolean = () => true,
): ParameterDefinition {
  if (parameter.component !== 'shovel' && parameter.component !== 'federation-upstream') return parameter;
  if (!isObject(parameter.value)) return parameter;
  const value = Object.entries(parameter.value).map(([key, inner]) => [
    key,
    key.endsWith('uri') && isSecret(inner) ? WITHHELD_URI : inner,
  ]);
  return { ...parameter, value: Object.fromEntries(value) };
}
