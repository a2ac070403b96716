import type { ServerVersion } from '../../../model/server/server-version';
import type { QueueDefinition } from '../../../model/topology/topology';
import type { LiveBroker } from '../../broker/live-broker';
import { isSame } from '../../terraform/plan';
import { keptObjects, type DefinitionsChange, type KeptObject } from '../definitions-change';
import { showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { fixedDifferences } from '../fixed-settings';
import { objectOf } from '../object-of';
import { newlyRefused } from './newly-refused';

/**
 * What is said of an import beside what it does to each object: what it leaves as it is, what the broker refuses, and that
 * it is not known.
 */
export function reviewDefinitions(
  change: DefinitionsChange,
  version: ServerVersion,
  live?: LiveBroker,
): readonly ReviewFinding[] {
  const { at, before, after } = change;
  if (after === undefined) return before === undefined ? [] : [unknown(at)];
  const kept = keptObjects(change).filter((one) => !isAsWanted(one, live));
  return [...kept.map((one) => keptFinding(one, change)), ...refusals(change, version)];
}

/** Whether the broker has a queue as it is wanted, or none, so that the import makes it: an earlier import may have failed. */
function isAsWanted({ type, wanted }: KeptObject, live: LiveBroker | undefined): boolean {
  if (type !== 'rabbitmq_queue' || live === undefined) return false;
  const { vhost, name, ...settings } = wanted as QueueDefinition;
  const found = live.queues.find((queue) => queue.vhost === vhost && queue.name === name);
  return (
    found === undefined ||
    (found.durable === settings.durable &&
      found.auto_delete === settings.auto_delete &&
      isSame(found.arguments, settings.arguments))
  );
}

function unknown(at: string): ReviewFinding {
  return {
    effect: 'data',
    change: 'definitions/unknown',
    object: { type: 'definitions', vhost: null, name: 'definitions.json' },
    at,
    message: 'changes, and only the apply will tell what is in it: what that costs cannot be determined',
    because: 'it holds a value that is not known before, as the password of a new user',
    remedy: 'review the stack in the folder of its app, which says what is declared, or apply that change alone',
  };
}

function keptFinding({ type, object: kept, wanted }: KeptObject, { at, hasJob }: DefinitionsChange): ReviewFinding {
  const object = objectOf(type, kept);
  const fails = hasJob ? '; the Job that imports them fails' : '';
  return {
    effect: hasJob ? 'availability' : 'online',
    change: 'definitions/not-changed',
    object,
    at,
    message: `stays as it is: an import of definitions changes no ${object.type}${fails}`,
    because: fixedDifferences(kept, wanted).map(showDifference).join(', '),
    remedy: `declare the ${object.type} under another name, or delete it over the HTTP API, once it is drained`,
  };
}

/** A broker that refuses one object refuses the whole file. */
function refusals({ at, before, after }: DefinitionsChange, version: ServerVersion): readonly ReviewFinding[] {
  if (after === undefined) return [];
  return newlyRefused(before, after, version).map(({ object, message, remedy }) => ({
    effect: 'availability',
    change: 'definitions/refused',
    object,
    at,
    message: `is refused, and the import with it: ${message}`,
    remedy,
  }));
}
