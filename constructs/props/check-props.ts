import { Construct } from 'constructs';
import { ValidationError } from '../../model/validation-error';
import { isToken } from '../../model/token';
import { propFaults, type PropsName } from '../../model/props/prop-faults';

/**
 * Checks the types of a construct's props: the first thing that its constructor does, since everything after it relies on them.
 * @param scope - where the construct is about to be made
 * @param id - the id it is to get
 * @param name - the interface of its props
 * @param props - what was given
 * @throws ValidationError that names every fault
 */
export function checkProps(scope: Construct, id: string, name: PropsName, props: unknown): void {
  const faults = [
    ...(Construct.isConstruct(scope) ? [] : ["'scope' must be a construct, such as a stack"]),
    ...(typeof id === 'string' && id !== '' && !isToken(id) ? [] : [`'id' must be a non-empty string`]),
    ...propFaults(name, props),
  ];
  if (faults.length > 0) throw new ValidationError(placeOf(scope, id, name), faults);
}

/** The path that the construct would have had, as far as it is known. */
function placeOf(scope: unknown, id: unknown, name: PropsName): string {
  const ids = [Construct.isConstruct(scope) ? scope.node.path : '', typeof id === 'string' ? id : ''];
  return ids.filter((part) => part !== '').join('/') || name.replace(/Props$/, '');
}
