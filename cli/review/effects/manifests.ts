import type { ServerVersion } from '../../../model/server/server-version';
import type { ReviewFinding } from '../finding';
import { showDifference } from '../differences';
import { fixedDifferences } from '../fixed-settings';
import type { ManifestsChange, RefusedResource } from '../manifests-change';
import { objectOf } from '../object-of';
import type { ObjectPair } from '../object-pair';
import { newlyRefused } from './newly-refused';

/** What is said of manifests beside what they do to each object: what stays without a resource, and what the broker refuses. */
export function reviewManifests(
  { before, after, retained, notChanged }: ManifestsChange,
  version: ServerVersion,
): readonly ReviewFinding[] {
  return [
    ...retained.flatMap(retainedFinding),
    ...notChanged.flatMap(notChangedFinding),
    ...newlyRefused(before, after, version).map(({ object, at, message, remedy }): ReviewFinding => ({
      ...{ effect: 'availability', change: 'manifest/refused', object, at, remedy },
      message: `is refused by the broker, and the operator tries again and again: ${message}`,
    })),
  ];
}

/** What the operator's webhook refuses: nothing happens to the object, and the sync fails. */
export function reviewRefused({ kind, name, declaredAt: at, refusals, isUpdate }: RefusedResource): ReviewFinding {
  return {
    effect: 'availability',
    change: 'manifest/refused',
    object: { type: kind, vhost: null, name },
    at,
    message: `is refused by the operator's webhook, and the sync with it${isUpdate ? ': it stays as it was' : ''}`,
    because: refusals.map(({ field, message }) => `${field} ${message}`).join(', '),
    remedy: isUpdate
      ? 'declare it as another resource beside the old one, and remove that one once nothing uses it'
      : undefined,
  };
}

function retainedFinding({ type, before }: ObjectPair): readonly ReviewFinding[] {
  if (before === undefined || 'rows' in before) return [];
  return [
    {
      effect: 'online',
      change: 'manifest/retained',
      object: objectOf(type, before),
      at: before.declaredAt ?? '',
      message: 'stays on the broker, where no resource governs it from now on',
      because: "its resource goes, and has 'deletionPolicy: retain'",
    },
  ];
}

function notChangedFinding({ type, before, after }: ObjectPair): readonly ReviewFinding[] {
  if (before === undefined || after === undefined || 'rows' in after) return [];
  const object = objectOf(type, before);
  return [
    {
      effect: 'availability',
      change: 'manifest/refused',
      object,
      at: after.declaredAt ?? '',
      message: 'is refused by the broker, and the operator tries again and again: it stays as it was',
      because: fixedDifferences(before, after).map(showDifference).join(', '),
      remedy: `declare the ${object.type} under another name beside it, and remove this one once nothing uses it`,
    },
  ];
}
