import { readPattern } from '../model/pattern';
import type { ServerVersion } from '../model/server-version';
import type { AppliedFragment } from './fragment';
import { classesOf, queueClasses } from './object-class';

/** Whether a fragment may be for a declared object: by name, or by a pattern that may match it. */
export function reaches({ to }: AppliedFragment, object: AppliedFragment['to'], version: ServerVersion): boolean {
  if ('pattern' in object) return false;
  if ('queue' in object) {
    if (!('pattern' in to)) return 'queue' in to && to.queue === object.queue;
    const forQueues = classesOf(to.applyTo).some((type) => queueClasses.some((queue) => queue === type));
    return forQueues && readPattern(to.pattern, version).matches(object.queue) !== false;
  }
  if (!('pattern' in to)) return 'exchange' in to && to.exchange === object.exchange;
  return (
    classesOf(to.applyTo).includes('exchange') && readPattern(to.pattern, version).matches(object.exchange) !== false
  );
}
