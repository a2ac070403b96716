import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { countingTheRest, type Finding } from '../../model/finding';
import { formatServerVersion, type ServerVersion } from '../../model/server/server-version';
import { isStack, readStack } from '../../model/provider/stack';
import type { Topology } from '../../model/topology/topology';
import { indexTopology } from '../../model/analysis/topology-index';
import { validate, validateDefinitions } from '../../model/validity/validity';
import { judge, type Rule } from '../../rules/rule';
import { UserError } from '../program/user-error';
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
  const found = onceAFile([...verdicts, ...judge(index, rules)], file, rules);
  const findings = [...countingTheRest(found, file)].map(shortened).sort(bySeverity);
  return { file, serverVersion: formatServerVersion(version), findings };
}

/** A finding that can be read, whatever an element is called: AMQP 0-9-1 knows no name of more than 255 bytes. */
function shortened(finding: Finding): Finding {
  const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const { object, message } = finding;
  return { ...finding, object: { ...object, name: cut(object.name, 300) }, message: cut(message, 600) };
}

function judgeFile(content: string, file: string, version: ServerVersion) {
  const definitions = readDefinitions(content, file);
  if (isFault(definitions)) throw new UserError(`${definitions.at}: ${definitions.message}`);
  requireFeasible(definitions.topology, file);
  const index = indexTopology(definitions.topology, version);
  return { verdicts: validateDefinitions(definitions, file, version, index), index };
}

function judgeStack(content: string, file: string, version: ServerVersion) {
  const topology = readStack(content, file);
  requireFeasible(topology, file);
  const index = indexTopology(topology, version);
  return { verdicts: validate(topology, version, {}, index), index };
}

/** How many names may have to be searched for patterns: less than a minute of work. */
const mostSearches = 3e8;

function requireFeasible(topology: Topology, file: string): void {
  const { policies, operatorPolicies, permissions, queues, exchanges } = topology;
  const patterns = policies.length + operatorPolicies.length + 3 * permissions.length;
  const names = queues.length + exchanges.length;
  if (patterns * names <= mostSearches) return;
  throw new UserError(`${file}: it has ${patterns} patterns for ${names} names, more than can be checked`);
}

const severity = { refused: 0, hazard: 1, deprecated: 2 } as const;

function bySeverity(one: Finding, other: Finding): number {
  return severity[one.kind] - severity[other.kind];
}
