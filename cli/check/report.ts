import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { countingTheRest, type Finding } from '../../model/finding';
import { formatServerVersion, parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import { isStack, readStack } from '../../model/provider/stack';
import { brokersOfStack } from '../../model/provider/stack-brokers';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import type { DeployedBroker } from '../../model/topology/deployment';
import type { Topology } from '../../model/topology/topology';
import { indexTopology, type TopologyIndex } from '../../model/analysis/topology-index';
import { validate, validateDefinitions, type ClusterFacts } from '../../model/validity/validity';
import { judge, type Rule } from '../../rules/rule';
import { UserError } from '../program/user-error';
import { onceAFile } from './once-a-file';

/** What was found in one file: what `--format json` prints, an array of these. */
export interface FileReport {
  readonly file: string;
  readonly serverVersion: string;
  readonly findings: readonly Finding[];
}

/** What is known of a stack beside what Terraform reads. */
export interface StackFacts {
  /**
   * What its app says of its brokers.
   * @default - nothing
   */
  readonly brokers?: readonly DeclaredOnBroker[];
  /**
   * Whether the version is asked for, and not only what to take where nothing else is known.
   * @default true
   */
  readonly isAsked?: boolean;
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
  { brokers = [], isAsked = true }: StackFacts = {},
): FileReport {
  const asked = isAsked ? version : undefined;
  const judged = isStack(content)
    ? judgeStack(content, file, brokers, version, asked)
    : [judgeFile(content, file, version)];
  const verdicts = judged.flatMap(({ verdicts: some, index, deployed }) => [...some, ...judge(index, rules, deployed)]);
  const found = onceAFile(verdicts, file, rules);
  const findings = [...countingTheRest(found, file)].map(shortened).sort(bySeverity);
  const versions = new Set(judged.map(({ index }) => formatServerVersion(index.version)));
  return { file, serverVersion: [...versions].join(', '), findings };
}

/** A finding that can be read, whatever an element is called: AMQP 0-9-1 knows no name of more than 255 bytes. */
function shortened(finding: Finding): Finding {
  const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const { object, message } = finding;
  return { ...finding, object: { ...object, name: cut(object.name, 300) }, message: cut(message, 600) };
}

interface Judged {
  readonly verdicts: readonly Finding[];
  readonly index: TopologyIndex;
  /** How the broker is run, if that is known. */
  readonly deployed?: DeployedBroker;
}

function judgeFile(content: string, file: string, version: ServerVersion): Judged {
  const definitions = readDefinitions(content, file);
  if (isFault(definitions)) throw new UserError(`${definitions.at}: ${definitions.message}`);
  requireFeasible(definitions.topology, file);
  const index = indexTopology(definitions.topology, version);
  return { verdicts: validateDefinitions(definitions, file, version, index), index };
}

/** Every broker of a stack by its own version, unless one is asked for. */
function judgeStack(
  content: string,
  file: string,
  brokers: readonly DeclaredOnBroker[],
  otherwise: ServerVersion,
  asked: ServerVersion | undefined,
): readonly Judged[] {
  const judged = (topology: Topology, version: ServerVersion, facts: ClusterFacts, deployed?: DeployedBroker) => {
    requireFeasible(topology, file);
    const index = indexTopology(topology, version);
    return { verdicts: validate(topology, version, facts, index), index, deployed };
  };
  if (brokers.length === 0) return [judged(readStack(content, file), otherwise, {})];
  return brokersOfStack(content, file, brokers).map(
    ({ broker: declaredAt, serverVersion, nodeCount, plugins, deployment, topology }) =>
      judged(
        topology,
        asked ?? parseServerVersion(serverVersion) ?? otherwise,
        { nodes: nodeCount, plugins },
        deployment && { ...deployment, declaredAt, nodeCount },
      ),
  );
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
