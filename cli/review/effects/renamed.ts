import { objectId, type ProviderObject } from '../../../model/provider/provider-objects';
import type { BrokerChange } from '../broker-change';
import { allChanges, type Change } from '../change';
import type { ReviewFinding } from '../finding';

/**
 * Of what is deleted and created again under another address the findings, with why and what to do instead: Terraform does
 * not know that it is the same, and may delete after it has created.
 */
export function withRenames(findings: readonly ReviewFinding[], { changes }: BrokerChange): readonly ReviewFinding[] {
  const all = allChanges(changes);
  const created = new Map(
    all.filter(({ action }) => action === 'create').map((change) => [identity(change), change.address]),
  );
  const renamed = new Map(
    all
      .filter(({ action }) => action === 'delete')
      .flatMap((change) => {
        const now = created.get(identity(change));
        return now === undefined ? [] : [[change.address, now]];
      }),
  );
  return findings.map((finding) => {
    const now = renamed.get(finding.at);
    if (now === undefined) return finding;
    return {
      ...finding,
      because: `its construct has another id or place, and the same is declared as '${now}': in which order one is deleted and the other created is chance`,
      remedy: 'say where the construct was with movedFrom, and nothing changes on the broker',
    };
  });
}

/** What tells an object on the broker from all others. */
function identity({ type, before, after }: Change<ProviderObject>): string {
  const object = before ?? after;
  return JSON.stringify([type, ...(object === undefined ? [] : objectId(object))]);
}
