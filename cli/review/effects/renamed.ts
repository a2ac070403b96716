import type { BrokerChange } from '../broker-change';
import type { ReviewFinding } from '../finding';
import type { PlannedResource } from '../../terraform/plan';

/**
 * Of what is deleted and created again under another address the findings, with why and what to do instead: Terraform does
 * not know that it is the same, and may delete after it has created.
 */
export function withRenames(findings: readonly ReviewFinding[], { resources }: BrokerChange): readonly ReviewFinding[] {
  const created = new Map(
    resources.filter(({ action }) => action === 'create').map((resource) => [identity(resource), resource.address]),
  );
  const renamed = new Map(
    resources
      .filter(({ action }) => action === 'delete')
      .flatMap((resource) => {
        const now = created.get(identity(resource));
        return now === undefined ? [] : [[resource.address, now]];
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

/** What tells an object on the broker from others; of bindings all that they are. */
function identity({ type, before, after }: PlannedResource): string {
  const { vhost, name, user, source, destination, destination_type: kind, routing_key: key } = before ?? after ?? {};
  return JSON.stringify([type, vhost, name, user, source, destination, kind, key]);
}
