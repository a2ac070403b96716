import type { PlannedResource } from '../terraform/plan';

/** The reason of what a deploy removes by itself, which Terraform knows nothing of. */
export const AFTER_IMPORT = 'delete_after_import';

/** The reasons of what the messaging topology operator deletes. */
export const RESOURCE_REMOVED = 'delete_with_custom_resource';
export const RESOURCE_RENAMED = 'replace_by_custom_resource';

/** Why Terraform destroys something, where no attribute is the reason. */
export function reasonOf({
  type,
  action,
  reason,
}: Pick<PlannedResource, 'type' | 'action' | 'reason'>): string | undefined {
  if (reason === 'delete_because_no_resource_config') {
    const removed = 'its declaration was removed';
    return protectable.includes(type)
      ? `${removed}, and with it the removal policy that could have stopped this`
      : removed;
  }
  if (reason === AFTER_IMPORT)
    return `the definitions no longer declare it: 'rabbitmq-cdk deploy' removes it after their import, which alone removes nothing`;
  if (reason === RESOURCE_REMOVED) return 'its resource goes, and the operator deletes it from the broker';
  if (action !== 'replace') return undefined;
  return reason === undefined ? undefined : replaceReasons[reason];
}

/** What `removalPolicy` protects: Terraform knows `prevent_destroy` only of what is declared. */
const protectable = ['rabbitmq_queue', 'rabbitmq_vhost', 'docker_volume'];

const replaceReasons: Readonly<Record<string, string>> = {
  [RESOURCE_RENAMED]:
    'its resource gets another name or namespace, and the operator deletes from the broker what the old one declares',
  replace_by_request: 'it was asked for',
  replace_because_tainted: 'an earlier apply failed half-way',
  replace_by_triggers: 'what it depends on is replaced',
};
