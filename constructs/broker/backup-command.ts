import { escapeTemplates } from '../terraform/escape-templates';

/** Where the volume of a backup is in its container. */
export const BACKUP_VOLUME = '/backup';

/** Where the authority that signed the broker's certificate is in it. */
export const BACKUP_AUTHORITY = { folder: '/etc/rabbitmq-backup', name: 'ca.crt', file: '/etc/rabbitmq-backup/ca.crt' };

/**
 * The arguments of `rabbitmq-cdk backup`.
 * @param url - of the broker's management API
 * @param encryptTo - whose keys open the secrets
 */
export function backupArguments(url: string, encryptTo: readonly string[]): string[] {
  const recipients = encryptTo.flatMap((recipient) => ['--encrypt-to', escapeTemplates(recipient)]);
  return [url, `${BACKUP_VOLUME}/definitions`, ...recipients];
}
