import { countsOf, fileNames, FORMAT, sha256, type Manifest } from '../../model/backup/manifest';
import { withoutSecrets } from '../../model/backup/secrets';
import { toDefinitions } from '../../model/backup/stable-definitions';
import { writeExactJson, type ExactJson } from '../../model/json/exact-json';
import { printableJson, printableLines } from '../../model/printable';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import { UserError } from '../program/user-error';
import { exportOf } from './broker-export';
import { programFor } from './encryption';
import { readBackup, refuseOthers, writeBackup, type StoredBackup } from './folder';
import { secretsFile } from './secrets-file';

/** What a backup came to. */
export interface BackupDone {
  readonly manifest: Manifest;
  /** Whether the folder held another one, or none. */
  readonly isChanged: boolean;
}

/**
 * Backs a broker up into a folder.
 * @param recipients - whose keys open the secrets; none for secrets in clear
 * @throws UserError when the broker does not export, or the folder cannot be written; an earlier backup stays as it was
 */
export async function backUp(
  endpoint: BrokerEndpoint,
  folder: string,
  recipients: readonly string[],
): Promise<BackupDone> {
  programFor(recipients);
  refuseOthers(folder);
  const { definitions, server } = await exportOf(endpoint);
  const { open, secrets, count } = withoutSecrets(definitions);
  const text = jsonFile(toDefinitions(open));
  const earlier = earlierOf(folder);
  const { entry, content } = await secretsFile({ text: jsonFile(secrets), count }, text, recipients, earlier);
  const facts = `${printableJson(server)}\n`;
  const isEncrypted = recipients.length > 0;
  const manifest: Manifest = {
    format: FORMAT,
    serverVersion: server.serverVersion,
    counts: countsOf(definitions),
    files: {
      [fileNames.definitions]: sha256(text),
      [fileNames.server]: sha256(facts),
      ...(isEncrypted ? { [entry.file]: sha256(content) } : {}),
    },
    secrets: entry,
  };
  const files = new Map([
    [fileNames.definitions, text],
    [fileNames.server, facts],
    [entry.file, content],
  ]);
  const isChanged = earlier === undefined || !isSame(earlier, { manifest, files });
  if (isChanged) writeBackup(folder, { manifest, files });
  return { manifest, isChanged };
}

/** JSON for people and for programs that compare lines. */
function jsonFile(value: ExactJson): string {
  return `${printableLines(writeExactJson(value, '  '))}\n`;
}

/** An earlier backup that is broken is replaced. */
function earlierOf(folder: string): StoredBackup | undefined {
  try {
    return readBackup(folder);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function isSame(one: StoredBackup, other: StoredBackup): boolean {
  const all = ({ manifest, files }: StoredBackup) => JSON.stringify([manifest, ...[...files].sort()]);
  return all(one) === all(other);
}
