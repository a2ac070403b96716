import { isConf, judgeConf } from '../../model/server/conf-file/judge';
import { NEWEST_SERVER_VERSION, type ServerVersion } from '../../model/server/server-version';
import type { Acknowledgements } from './acknowledgements';
import { reportedVersions, type FileReport } from './report';

/** Whether a file is to be judged as a rabbitmq.conf: by its name, or by what is in it. */
export function isConfFile(content: string, file: string): boolean {
  return file.endsWith('.conf') || isConf(content);
}

/**
 * Checks the content of a rabbitmq.conf.
 * @param file - what to call it
 * @param version - the server that would decide; undefined for the newest known
 * @param acknowledgements - what is known and meant
 */
export function checkConfFile(
  content: string,
  file: string,
  version: ServerVersion | undefined,
  acknowledgements: Acknowledgements,
): FileReport {
  const server = version ?? NEWEST_SERVER_VERSION;
  const found = judgeConf(content, file, server);
  const findings = acknowledgements.without(found);
  return {
    file,
    ...reportedVersions([server]),
    versionFrom: version === undefined ? 'newest' : 'option',
    findings,
    acknowledged: found.length - findings.length,
  };
}
