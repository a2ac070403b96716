import { fc } from '../../random';
import { path, type Management } from '../../../host/management';
import { isFault, readDefinitions, type Definitions } from '../../../model/definitions/definitions';
import { text, type Entries, type Section } from '../../../model/definitions/entry';
import type { Finding } from '../../../model/finding';
import { isAtLeast, type ServerVersion } from '../../../model/server/server-version';
import { validateDefinitions } from '../../../model/validity/validity';
import { definitionsFiles, type DefinitionsFile } from './files';
import { Tally, verdictOf, versionOf, type Verdict } from './trial';
import { isObject } from '../../../model/json/is-object';
import type { Json } from '../../../model/topology/topology';

/** How many files are imported at a time. */
const atATime = 4;

/**
 * Imports random definitions files into a broker, and compares what it makes of them with our verdict: whether it takes the
 * file, which queues are there afterwards, whether definitions can still be exported and the virtual host deleted.
 * @param runs - how many
 * @returns how many were accepted and refused
 * @throws the smallest file on which broker and model disagree
 */
export async function compareImports(api: Management, name: string, seed: number, runs: number): Promise<Tally> {
  const version = await versionOf(api);
  const tally = new Tally();
  const worker = async (number: number) => {
    const prefix = `${name}-${number}-`;
    let tried = 0;
    const agree = async (file: DefinitionsFile) => {
      const judged = judge(file, version);
      // The broker is shared: what is said to break it is tried on one of its own.
      fc.pre(!judged.findings.some(({ kind }) => kind === 'breaks'));
      tried += 1;
      const outcome = await imported(api, JSON.stringify(file).replaceAll(placeholder, `${prefix}${tried}`));
      tally.add('definitions file', outcome.verdict);
      agreeOnImport(judged, outcome, version);
    };
    const files = definitionsFiles(placeholder, `${placeholder}-user`, version);
    await fc.assert(fc.asyncProperty(files, agree), { seed: seed + number, numRuns: Math.ceil(runs / atATime) });
  };
  await Promise.all(Array.from({ length: atATime }, (_, number) => worker(number)));
  return tally;
}

/** Stands in files for the virtual host, of which each import has its own. */
export const placeholder = 'the-virtual-host';

/** What is said here of a file. */
export interface JudgedFile {
  readonly definitions: Definitions;
  readonly findings: readonly Finding[];
}

/** Judges a file, and reads it. */
export function judge(file: DefinitionsFile, version: ServerVersion): JudgedFile {
  const definitions = readDefinitions(JSON.stringify(file), 'd.json');
  if (isFault(definitions)) throw new Error(definitions.message);
  return { definitions, findings: validateDefinitions(definitions, 'd.json', version) };
}

/** What became of a file. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly reason: string;
  /** The queues of its virtual host. */
  readonly queues: readonly string[];
  /** What does not work any more. */
  readonly broken: readonly string[];
}

/**
 * Imports a file of which nothing is left afterwards.
 * @param content - the text of the file
 */
export async function imported(api: Management, content: string): Promise<Outcome> {
  const file = JSON.parse(content) as DefinitionsFile;
  const { verdict, reason } = await verdictOf(() => api.post('definitions', file));
  const vhosts = namesIn(file['vhosts']);
  const queues =
    verdict === 'accepted' ? (await Promise.all(vhosts.map((vhost) => namesOfQueues(api, vhost)))).flat() : [];
  const broken: string[] = [];
  const works = async (what: string, request: () => Promise<unknown>, times = 1): Promise<void> => {
    const tried = await verdictOf(request).catch((error: Error) => ({ verdict: 'refused', reason: error.message }));
    if (tried.verdict === 'refused' && times > 1) await works(what, request, times - 1);
    else if (tried.verdict === 'refused' && !tried.reason.includes(' 404')) broken.push(`${what}: ${tried.reason}`);
  };
  // An export that breaks is a 500 on 4.0.5, and on 4.3.6 a 200 that ends in the middle. It fails, too, while a user that it found is deleted by another import.
  await works('export', () => api.get('definitions'), 5);
  for (const vhost of vhosts) await works('deletion', () => api.delete(path`vhosts/${vhost}`));
  // A user without a name has no address of its own.
  await verdictOf(() => api.post('users/bulk-delete', { users: [...namesIn(file['users']), ''] }));
  for (const name of namesIn(file['global_parameters'])) {
    await verdictOf(() => api.delete(path`global-parameters/${name}`));
  }
  return { verdict, reason, queues: queues.sort(), broken };
}

/**
 * Compares what is said of a file with what became of it.
 * @throws when they disagree
 */
export function agreeOnImport({ definitions, findings }: JudgedFile, outcome: Outcome, version: ServerVersion): void {
  const { verdict, reason, queues, broken } = outcome;
  // Up to 4.1 a broker may keep its metadata in Khepri, which takes other values than Mnesia here.
  if (!isAtLeast(version, '4.2') && findings.some(({ rule }) => byStore.has(rule))) return;
  if (findings.some(({ rule }) => rule.endsWith('pattern-not-followed'))) return;
  const breaking = findings.filter(({ kind }) => kind === 'breaks').map(({ message }) => message);
  if (broken.length > 0 && breaking.length === 0) throw new Error(`it breaks the broker: ${broken.join('; ')}`);
  const refused = findings.filter(({ kind }) => kind === 'refused');
  // Of two namesakes the second is passed over, and of users only if the first was there already: an import has many workers.
  if (refused.length > 0 && refused.every(({ object }) => isTwice(definitions, object))) return;
  const refusals = refused.map(({ message }) => message);
  if (verdict !== (refusals.length > 0 ? 'refused' : 'accepted')) {
    throw new Error(`${verdict} by the broker (${reason}), while refusals here are [${refusals.join('; ')}]`);
  }
  // Which queues are too many for a limit depends on which came first.
  if (verdict === 'refused' || findings.some(({ rule }) => rule === 'parameter/too-many-queues')) return;
  const missing = findings.filter(({ rule }) => leftOut.has(rule)).map(({ object }) => object.name);
  const names = definitions.topology.queues.map(({ name }) => name).filter((name) => !missing.includes(name));
  const expected = [...new Set(names)].sort();
  if (expected.join() === queues.join()) return;
  throw new Error(`the broker has the queues [${queues.join()}], and [${expected.join()}] were expected`);
}

function isTwice({ entries }: Definitions, { type, name }: Finding['object']): boolean {
  const lists: Readonly<Record<string, Entries[Section]>> = {
    queue: entries.queues,
    exchange: entries.exchanges,
    user: entries.users,
    vhost: entries.vhosts,
  };
  const list = lists[type] ?? [];
  return list.filter(({ fields }) => text(fields, 'name') === name).length > 1;
}

/** What says that an import leaves a queue out. */
const leftOut: ReadonlySet<string> = new Set(['queue/silently-missing', 'queue/reserved-name']);

/** What depends on where the broker keeps its metadata. */
const byStore: ReadonlySet<string> = new Set([
  'binding/routing-key',
  'exchange/property',
  'exchange/property-missing',
  'queue/name',
  'topic-permission/exchange',
]);

function namesIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  const names = list.flatMap((member: unknown) => (isObject<Json>(member) ? (text(member, 'name') ?? []) : []));
  return [...new Set(names)].filter((name) => name !== '' && name !== '/');
}

async function namesOfQueues(api: Management, vhost: string): Promise<readonly string[]> {
  const queues = await api.get<readonly { readonly name: string }[]>(path`queues/${vhost}`);
  return queues.map(({ name }) => name);
}
