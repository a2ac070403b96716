import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { countingTheRest, findingKinds, hazard, type Finding } from '../../model/finding';
import { positionsOf } from '../../model/json/position';
import { withinSteps } from '../../model/pattern/pattern';
import {
  formatServerVersion,
  judgedBy,
  NEWEST_SERVER_VERSION,
  parseServerVersion,
  type ServerVersion,
} from '../../model/server/server-version';
import { isStack, readStack, stackFault } from '../../model/provider/stack';
import { brokersOfStack } from '../../model/provider/stack-brokers';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import type { AccessedBroker } from '../../model/topology/broker-access';
import type { DeployedBroker } from '../../model/topology/deployment';
import type { Topology } from '../../model/topology/topology';
import { indexTopology, type TopologyIndex } from '../../model/analysis/topology-index';
import type { ClusterFacts } from '../../model/validity/circumstances';
import { validate, validateDefinitions } from '../../model/validity/validity';
import { judge, type Rule } from '../../rules/rule';
import { UserError } from '../program/user-error';
import type { Acknowledgements } from './acknowledgements';
import { locatorOf, stackLocatorOf } from './locate';
import { onceAFile } from './once-a-file';

/** What was found in one file: what `--format json` prints, an array of these. */
export interface FileReport {
  readonly file: string;
  readonly serverVersion: string;
  /** The newest version known, where that stands for a later one. */
  readonly judgedBy?: string;
  /** How the version is known: it was asked for, the file or the stack says it, or it is the newest there is. */
  readonly versionFrom: 'option' | 'file' | 'stack' | 'newest';
  readonly findings: readonly LocatedFinding[];
  /** How many findings are acknowledged, and so are not among these. */
  readonly acknowledged: number;
}

/** A finding, and where in the file it is about; both count from 1, columns in UTF-16 code units. */
export interface LocatedFinding extends Finding {
  readonly line?: number;
  readonly column?: number;
}

/** What to check a file against. */
export interface CheckOptions {
  /**
   * The server that would decide.
   * @default - the one that the stack runs or that exported the file, if that is a 4.x; else the newest known
   */
  readonly version?: ServerVersion;
  /** Guardrails to hold the file to, beside what the broker says. */
  readonly rules: readonly Rule[];
  /**
   * What is known of a stack's brokers beside what Terraform reads.
   * @default - nothing
   */
  readonly brokers?: readonly DeclaredOnBroker[];
  /**
   * What is known and meant.
   * @default - nothing
   */
  readonly acknowledgements?: Acknowledgements;
}

/**
 * Checks the content of a definitions file, or of a stack of cdktf.out.
 * @param file - what to call it
 * @throws UserError when it is neither
 */
export function checkContent(content: string, file: string, options: CheckOptions): FileReport {
  const { result, undone } = withinSteps(mostSteps, () => {
    const judged = isStack(content) ? judgeStack(content, file, options) : judgeFile(content, file, options);
    return {
      ...judged,
      findings: judged.brokers.flatMap(({ verdicts, index, deployed, access }) => [
        ...verdicts,
        ...judge(index, options.rules, deployed, access),
      ]),
    };
  });
  const said = [...result.findings, ...leftUndone(file, undone)];
  const left = options.acknowledgements?.without(said) ?? said;
  const found = onceAFile(left, file, options.rules);
  const positionOf = positionsOf(content);
  const findings = [...countingTheRest(found, file)].sort(bySeverity).map((finding): LocatedFinding => {
    const offset = result.locate(finding);
    return { ...shortened(finding), ...(offset === undefined ? {} : positionOf(offset)) };
  });
  const versions = result.brokers.map(({ index }) => index.version);
  return {
    file,
    ...reportedVersions(versions),
    versionFrom: result.versionFrom,
    findings,
    acknowledged: said.length - left.length,
  };
}

/** How a report tells of the servers that decide. */
export function reportedVersions(versions: readonly ServerVersion[]): Pick<FileReport, 'serverVersion' | 'judgedBy'> {
  const serverVersion = [...new Set(versions.map(formatServerVersion))].join(', ');
  const newest = versions.map(judgedBy).find((version) => version !== undefined);
  return { serverVersion, ...(newest === undefined ? {} : { judgedBy: formatServerVersion(newest) }) };
}

/** About how many bytes of names are looked at for patterns: half a minute of work. */
const mostSteps = 3e9;

function leftUndone(file: string, searches: number): readonly Finding[] {
  if (searches === 0) return [];
  const message = `${searches.toLocaleString('en')} searches for a pattern in a name were left undone: which policies and permissions apply there is not known`;
  const subject = { object: { type: 'file', vhost: null, name: file }, at: file };
  return [
    hazard(
      subject,
      'file/searches-left-undone',
      message,
      'check virtual hosts apart, or write patterns that list names',
    ),
  ];
}

/** A finding that can be read, whatever an element is called: AMQP 0-9-1 knows no name of more than 255 bytes. */
function shortened(finding: Finding): Finding {
  const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const { object, message } = finding;
  return { ...finding, object: { ...object, name: cut(object.name, 300) }, message: cut(message, 600) };
}

/** What is said of a file. */
interface Judged {
  readonly brokers: readonly JudgedBroker[];
  readonly versionFrom: FileReport['versionFrom'];
  /** Where in the file that stands which a finding is about. */
  locate(finding: Finding): number | undefined;
}

/** What is said of what is declared on one broker. */
interface JudgedBroker {
  readonly verdicts: readonly Finding[];
  readonly index: TopologyIndex;
  /** How the broker is run, if that is known. */
  readonly deployed?: DeployedBroker;
  /** How it is reached, if it is run elsewhere. */
  readonly access?: AccessedBroker;
}

function judgeFile(content: string, file: string, { version }: CheckOptions): Judged {
  const definitions = readDefinitions(content, file);
  if (isFault(definitions)) throw new UserError(`${definitions.at}: ${definitions.message}`);
  const said = knownVersion(definitions.exportedBy);
  const index = indexTopology(definitions.topology, version ?? said ?? NEWEST_SERVER_VERSION);
  const { byteOrderMark, offsets } = definitions.writing;
  return {
    brokers: [{ verdicts: validateDefinitions(definitions, file, index.version, index), index }],
    versionFrom: version !== undefined ? 'option' : said !== undefined ? 'file' : 'newest',
    locate: locatorOf(byteOrderMark ? content.slice(1) : content, file, offsets),
  };
}

/** Every broker of a stack by its own version, unless one is asked for. */
function judgeStack(content: string, file: string, { version: asked, brokers = [] }: CheckOptions): Judged {
  const judged = (
    topology: Topology,
    said: string | undefined,
    facts: ClusterFacts,
    on: Pick<JudgedBroker, 'deployed' | 'access'> = {},
  ) => {
    const version = asked ?? knownVersion(said) ?? NEWEST_SERVER_VERSION;
    const index = indexTopology(topology, version);
    return { verdicts: validate(topology, version, facts, index), index, ...on };
  };
  const fault = stackFault(content);
  if (fault !== undefined) throw new UserError(`${file}: ${fault}; synthesize the app again`);
  const locate = stackLocatorOf(content);
  if (brokers.length === 0) {
    const versionFrom = asked === undefined ? 'newest' : 'option';
    return { brokers: [judged(readStack(content, file), undefined, {})], versionFrom, locate };
  }
  return {
    brokers: brokersOfStack(content, file, brokers).map(
      ({ broker: declaredAt, serverVersion, nodeCount, plugins, permittedFeatures, deployment, access, topology }) =>
        judged(
          topology,
          serverVersion,
          { nodes: nodeCount, plugins, permittedFeatures },
          {
            deployed: deployment && { ...deployment, declaredAt, nodeCount },
            access: access && { ...access, declaredAt },
          },
        ),
    ),
    versionFrom: asked === undefined ? 'stack' : 'option',
    locate,
  };
}

/** A version that a file or a stack says, if it is of a server whose rules are known here. */
function knownVersion(said: string | undefined): ServerVersion | undefined {
  const version = said === undefined ? undefined : parseServerVersion(said);
  return version?.major === NEWEST_SERVER_VERSION.major ? version : undefined;
}

function bySeverity(one: Finding, other: Finding): number {
  return findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind);
}
