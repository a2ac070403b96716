import { indexTopology, type TopologyIndex } from '../analysis/topology-index';
import type { Definitions } from '../definitions/definitions';
import type { Entries, Entry, Section } from '../definitions/entry';
import { countingTheRest, isRefusal, type Finding } from '../finding';
import type { ServerVersion } from '../server/server-version';
import type { Topology } from '../topology/topology';
import { circumstancesOf, type Circumstances, type ClusterFacts } from './circumstances';
import { judgeDeadLetters } from './dead-letters';
import { judgeElements, judgeOwn, typesOf } from './elements';
import { judgeFederation } from './federation';
import { judgeFile, judgeWriting, sectionsInVhosts } from './file';
import { judgeFloats } from './floats';
import { judgePermissionEffects } from './permission-effects';
import { judgePolicyEffects } from './policy-effects';
import { judgeQueueEffects } from './queue-effects';
import { judgeReachability } from './reach';
import { judgeReferences, keyOf } from './references';
import { judgeDuplicates, judgeSizes } from './sizes';

/**
 * What a broker would say to a declared topology, element by element; and what it would not say, and yet isn't meant. Imported elements are there already, and not judged.
 * @param version - the broker's
 * @param index - the topology's, when there is one already
 */
export function validate(
  topology: Topology,
  version: ServerVersion,
  cluster: ClusterFacts = {},
  index: TopologyIndex = indexTopology(topology, version),
): readonly Finding[] {
  const circumstances = circumstancesOf(version, cluster);
  const found = judgeOwn(topology, circumstances);
  return [...found, ...unlessRefused(judgeWhole(index, circumstances, cluster), found)];
}

/**
 * What a new broker would say to a definitions file, and what it would not say: an import drops some elements silently.
 * @param file - what to call the file as a whole
 * @param version - the broker's
 * @param index - the topology's, when there is one already
 */
export function validateDefinitions(
  definitions: Definitions,
  file: string,
  version: ServerVersion,
  index: TopologyIndex = indexTopology(definitions.topology, version),
): readonly Finding[] {
  const circumstances: Circumstances = {
    version,
    declaredVia: 'import',
    exportedBy: definitions.exportedBy,
    into: definitions.vhost,
  };
  const entries = inOneVhost(definitions);
  const types = typesOf(entries, circumstances);
  const judgeSome = (some: Entries) => judgeElements(some, circumstances, types);
  const judgeAll = function* () {
    yield* judgeFile(definitions, file);
    yield* judgeWriting(definitions.writing, file, version);
    yield* judgeSome(entries);
    yield* judgeFloats(definitions.writing, entries, file, judgeSome);
  };
  const found = [...countingTheRest(judgeAll(), file)];
  const whole = unlessRefused(judgeWhole(index, circumstances, {}, leftOutOf(found)), found);
  return [...found, ...countingTheRest(whole, file)];
}

/** What says that an import passes over an element, so that nothing can refer to it. */
const leavingOut: ReadonlySet<string> = new Set([
  'queue/silently-missing',
  'queue/reserved-name',
  'exchange/reserved-name',
]);

function leftOutOf(found: readonly Finding[]): ReadonlySet<string> {
  return new Set(found.filter(({ rule }) => leavingOut.has(rule)).map(({ object }) => keyOf(object)));
}

/** Leaves out what is said of elements that the broker refuses: that comes to nothing. */
function* unlessRefused(whole: Iterable<Finding>, found: readonly Finding[]): Iterable<Finding> {
  const idOfFinding = ({ object, at }: Finding) => JSON.stringify([object, at]);
  const refusals = new Set(found.filter(({ kind }) => isRefusal(kind)).map(idOfFinding));
  for (const finding of whole) {
    if (isRefusal(finding.kind) || !refusals.has(idOfFinding(finding))) yield finding;
  }
}

function* judgeWhole(
  index: TopologyIndex,
  circumstances: Circumstances,
  { nodes }: ClusterFacts,
  leftOut: ReadonlySet<string> = new Set(),
): Iterable<Finding> {
  yield* judgeReferences(index, circumstances, leftOut);
  yield* judgeDuplicates(index, circumstances.declaredVia);
  yield* judgeQueueEffects(index);
  yield* judgeDeadLetters(index);
  yield* judgeReachability(index);
  yield* judgePolicyEffects(index);
  yield* judgeFederation(index, circumstances.declaredVia);
  yield* judgePermissionEffects(index);
  yield* judgeSizes(index, nodes, circumstances.declaredVia);
}

/** The entries of a file that is about one virtual host, as belonging to that. */
function inOneVhost({ entries, vhost }: Definitions): Entries {
  if (vhost === undefined) return entries;
  const within = (list: readonly Entry[]) =>
    list.map(({ fields, declaredAt }) => ({ fields: { ...fields, vhost }, declaredAt }));
  return {
    ...entries,
    ...Object.fromEntries(sectionsInVhosts.map((section: Section) => [section, within(entries[section])])),
  };
}
