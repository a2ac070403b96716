import { isRefusal } from '../../../model/finding';
import type { ServerVersion } from '../../../model/server/server-version';
import { validate } from '../../../model/validity/validity';
import { keptObjects, type DefinitionsChange, type KeptObject } from '../definitions-change';
import { showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { fixedDifferences } from '../fixed-settings';
import { objectOf } from '../object-of';

/**
 * What is said of an import beside what it does to each object: what it leaves as it is, what the broker refuses, and that
 * it is not known.
 */
export function reviewDefinitions(change: DefinitionsChange, version: ServerVersion): readonly ReviewFinding[] {
  const { at, before, after } = change;
  if (after === undefined) return before === undefined ? [] : [unknown(at)];
  return [...keptObjects(change).map((kept) => keptFinding(kept, change)), ...refusals(change, version)];
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
  const idOf = (rule: string, object: ReviewFinding['object']) => JSON.stringify([rule, object]);
  const known = new Set(
    before === undefined ? [] : validate(before, version).map(({ rule, object }) => idOf(rule, object)),
  );
  return validate(after, version)
    .filter(({ kind, rule, object }) => isRefusal(kind) && !known.has(idOf(rule, object)))
    .map(({ object, message, remedy }) => ({
      effect: 'availability',
      change: 'definitions/refused',
      object,
      at,
      message: `is refused, and the import with it: ${message}`,
      remedy,
    }));
}
