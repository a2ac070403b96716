import { isPathStep } from '../provider/carriage';
import type { ParameterDefinition, VhostDefinition } from '../topology/topology';
import { nameFaults } from './name-faults';

/** Why a virtual host cannot be declared just as it is. */
export function vhostFaults(
  { name, tags = [] }: VhostDefinition,
  limits: readonly ParameterDefinition[],
): readonly string[] {
  const own = limits.find(({ vhost }) => vhost === name);
  return [
    ...nameFaults(name),
    ...(name.includes('@') ? ["the provider splits the ids of what is in it at '@'"] : []),
    ...(isPathStep(name) ? [`HTTP drops '${name}' as a step of a path, so that the provider cannot read it back`] : []),
    ...(tags.length > 0 ? ['the provider has no attribute for its tags, and drops them with any change'] : []),
    ...(own === undefined || areCarried(own) ? [] : ['its construct cannot say its limits']),
  ];
}

/** Whether a parameter is the limits of its virtual host. */
export function isLimits({ component, name }: ParameterDefinition): boolean {
  return component === 'vhost-limits' && name === 'limits';
}

/** Why limits cannot be declared: they belong to their virtual host. */
export function limitFaults(parameter: ParameterDefinition, declared: ReadonlySet<string>): readonly string[] {
  return declared.has(parameter.vhost) && areCarried(parameter) ? [] : ['its virtual host is only referred to'];
}

/** The construct says whole numbers from 0 on; what is negative means no limit, and yet stands there. */
function areCarried({ value }: ParameterDefinition): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([key, limit]) =>
      (key === 'max-connections' || key === 'max-queues') && Number.isSafeInteger(limit) && Number(limit) >= 0,
  );
}
