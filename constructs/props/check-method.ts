import { Construct, type IConstruct } from 'constructs';
import { checkCall } from '../../model/props/check-call';
import type { CallName } from '../../model/props/prop-faults';

/**
 * Checks the types of a method's arguments, the first thing that it does.
 * @param of - on what it was called: a construct, or something in a virtual host that needs not be one
 * @throws ValidationError that names every fault
 */
export function checkMethod(
  name: CallName,
  of: IConstruct | { readonly vhost: IConstruct },
  given: readonly unknown[],
): void {
  checkCall(name, given, Construct.isConstruct(of) ? of : 'vhost' in of ? of.vhost : of);
}
