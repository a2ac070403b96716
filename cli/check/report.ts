import { isFault, readDefinitions } from '../../model/definitions';
import type { Finding } from '../../model/finding';
import { formatServerVersion, type ServerVersion } from '../../model/server-version';
import { isStack, readStack } from '../../model/stack';
import { indexTopology } from '../../model/topology-index';
import { validate, validateDefinitions } from '../../model/validity';
import { judge, type Rule } from '../../rules/rule';
import { UserError } from '../user-error';
import { onceAFile } from './once-a-file';

/** What was found in one file: what `--format json` prints, an array of these. */
export interface FileReport {
  readonly file: string;
  readonly serverVersion: string;
  readonly findings: readonly Finding[];
}

/**
 * Checks the content of a definitions file, or of a stack of cdktf.out.
 * @param file - what to call it
 * @param rules - guardrails to hold it to, beside what the broker says
 * @throws UserError when it is neither
 */
export function checkContent(
  content: string,
  file: string,
  version: ServerVersion,
  rules: readonly Rule[],
): FileReport {
  const { verdicts, index } = isStack(content) ? judgeStack(content, file, version) : judgeFile(content, file, version);
  const findings = onceAFile([...verdicts, ...judge(index, rules)], file, rules);
  return { file, serverVersion: formatServerVersion(version), findings: findings.sort(bySeverity) };
}

function judgeFile(content: string, file: string, version: ServerVersion) {
  const definitions = readDefinitions(content, file);
  if (isFault(definitions)) throw new UserError(`${definitions.at}: ${definitions.message}`);
  const index = indexTopology(definitions.topology, version);
  return { verdicts: validateDefinitions(definitions, file, version, index), index };
}

function judgeStack(content: string, file: string, version: ServerVersion) {
  const topology = readStack(content, file);
  const index = indexTopology(topology, version);
  return { verdicts: validate(topology, version, {}, index), index };
}

const severity = { refused: 0, hazard: 1, deprecated: 2 } as const;

function bySeverity(one: Finding, other: Finding): number {
  return severity[one.kind] - severity[other.kind];
}
