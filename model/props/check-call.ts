import { ValidationError } from '../validation-error';
import { argumentFaults, type CallName } from './prop-faults';

interface Place {
  readonly node: { readonly path: string };
}

/**
 * Checks the types of a call's arguments: the first thing that a function or method does which users call.
 * @param name - `can`, `Duration.hours`, `VhostGrants.publish`
 * @param given - the arguments; where the first is a construct, the message has its path
 * @param of - the construct on which a method was called
 * @throws ValidationError that names every fault
 */
export function checkCall(name: CallName, given: readonly unknown[], of?: Place): void {
  const faults = argumentFaults(name, given);
  if (faults.length === 0) return;
  const call = of === undefined ? name : name.replace(/^.*\./, '');
  const place = of ?? (isPlace(given[0]) ? given[0] : undefined);
  throw place === undefined
    ? new ValidationError(`${call}()`, faults)
    : new ValidationError(
        place,
        faults.map((fault) => `${call}(): ${fault}`),
      );
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || !('node' in value)) return false;
  const { node } = value;
  return (
    typeof node === 'object' && node !== null && 'path' in node && typeof node.path === 'string' && node.path !== ''
  );
}
