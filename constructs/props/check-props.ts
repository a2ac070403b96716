import { Construct } from 'constructs';
import { ValidationError } from '../terraform/validation-error';
import { propFaults, type PropsName } from './prop-faults';

/**
 * Checks the types of a construct's props: the first thing that its constructor does, since everything after it relies on them.
 * @param scope - where the construct is about to be made
 * @param id - the id it is to get
 * @param name - the interface of its props
 * @param props - what was given
 * @throws ValidationError that names every fault
 */
export function checkProps(scope: Construct, id: string, name: PropsName, props: unknown): void {
  if (!Construct.isConstruct(scope)) throw new ValidationError(id, ['the scope must be a construct, such as a stack']);
  const faults = propFaults(name, props);
  if (faults.length > 0) throw new ValidationError(`${scope.node.path}/${id}`.replace(/^\//, ''), faults);
}
