import { sections, type Section } from '../../model/definitions/entry';
import { fileNames } from '../../model/backup/manifest';
import { printable } from '../../model/printable';
import type { BackupDone } from './backup';

/** What was backed up, for people. */
export function backupText({ manifest, isChanged }: BackupDone, folder: string, url: string): string {
  const { secrets, serverVersion } = manifest;
  const where = secrets.encryptedTo.length > 0 ? `encrypted to ${secrets.encryptedTo.join(', ')}` : 'in clear';
  return [
    `RabbitMQ ${serverVersion} at ${url}: ${countsText(manifest.counts)}`,
    isChanged
      ? `written to ${folder}: ${fileList(secrets.file)}`
      : `${folder} holds the same already: nothing is written`,
    `${secrets.count} ${secrets.count === 1 ? 'secret' : 'secrets'} in ${secrets.file}, ${where}` +
      (secrets.count > 0 && secrets.encryptedTo.length === 0 ? '; --encrypt-to RECIPIENT encrypts them' : ''),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

/** The same for programs. */
export function backupJson({ manifest, isChanged }: BackupDone, folder: string, url: string): object {
  const { serverVersion, counts, secrets } = manifest;
  return {
    broker: url,
    folder,
    changed: isChanged,
    serverVersion,
    counts,
    secrets: { file: secrets.file, count: secrets.count, encryptedTo: secrets.encryptedTo },
  };
}

/** `3 queues, 1 user` */
export function countsText(counts: Readonly<Record<Section, number>>): string {
  const said = sections.flatMap((section) => {
    const [one, more] = names[section];
    const count = counts[section];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  return said.length === 0 ? 'nothing' : said.join(', ');
}

function fileList(secrets: string): string {
  return [fileNames.manifest, fileNames.definitions, fileNames.server, secrets].join(', ');
}

const names: Readonly<Record<Section, readonly [string, string]>> = {
  users: ['user', 'users'],
  vhosts: ['virtual host', 'virtual hosts'],
  permissions: ['permission', 'permissions'],
  topic_permissions: ['topic permission', 'topic permissions'],
  exchanges: ['exchange', 'exchanges'],
  global_parameters: ['global parameter', 'global parameters'],
  policies: ['policy', 'policies'],
  parameters: ['parameter', 'parameters'],
  queues: ['queue', 'queues'],
  bindings: ['binding', 'bindings'],
};
