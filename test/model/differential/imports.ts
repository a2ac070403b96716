import fc from 'fast-check';
import { path, type Management } from '../../../host/management';
import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { isAtLeast } from '../../../model/server/server-version';
import { validateDefinitions } from '../../../model/validity/validity';
import { definitionsFiles, type DefinitionsFile } from './files';
import { Tally, verdictOf, versionOf } from './trial';

/**
 * Imports random definitions files into a broker, and compares what it makes of them with our verdict: whether it takes the
 * file, and which queues are there afterwards.
 * @param runs - how many
 * @returns how many were accepted and refused
 * @throws the smallest file on which broker and model disagree
 */
export async function compareImports(api: Management, vhost: string, seed: number, runs: number): Promise<Tally> {
  const version = await versionOf(api);
  const user = `${vhost}-user`;
  const tally = new Tally();
  /** What becomes of a file, of which nothing is left afterwards. */
  const imported = async (file: DefinitionsFile) => {
    const { verdict, reason } = await verdictOf(() => api.post('definitions', file));
    const queues = verdict === 'accepted' ? await namesOfQueues(api, vhost) : [];
    // Throws where definitions can't be exported any more.
    await api.get('definitions');
    await verdictOf(() => api.delete(path`vhosts/${vhost}`));
    await verdictOf(() => api.delete(path`users/${user}`));
    return { verdict, reason, queues };
  };
  const agree = async (file: DefinitionsFile) => {
    const definitions = readDefinitions(JSON.stringify(file), 'd.json');
    if (isFault(definitions)) throw new Error(definitions.message);
    const findings = validateDefinitions(definitions, 'd.json', version);
    // The broker is shared: what is said to break it is tried on one of its own, by the recorded cases.
    fc.pre(!findings.some(({ kind }) => kind === 'breaks'));
    const { verdict, reason, queues } = await imported(file);
    tally.add('definitions file', verdict);
    // Up to 4.1 a broker may keep its metadata in Khepri, which takes other values than Mnesia here.
    if (!isAtLeast(version, '4.2') && findings.some(({ rule }) => byStore.has(rule))) return;
    const refusals = findings.filter(({ kind }) => kind === 'refused').map(({ message }) => message);
    if (verdict !== (refusals.length > 0 ? 'refused' : 'accepted')) {
      throw new Error(`${verdict} by the broker (${reason}), while refusals here are [${refusals.join('; ')}]`);
    }
    // Which queues are too many for a limit depends on which came first.
    if (verdict === 'refused' || findings.some(({ rule }) => rule === 'parameter/too-many-queues')) return;
    const missing = findings.filter(({ rule }) => rule === 'queue/silently-missing').map(({ object }) => object.name);
    const expected = definitions.topology.queues.map(({ name }) => name).filter((name) => !missing.includes(name));
    const isExpected = (names: readonly string[]) => expected.sort().join() === names.join();
    // A quorum queue may not start while its namesake of the virtual host before still ends: such an import says nothing.
    if (isExpected(queues) || isExpected((await imported(file)).queues)) return;
    throw new Error(`the broker has the queues [${queues.join()}], and [${expected.join()}] were expected`);
  };
  await fc.assert(fc.asyncProperty(definitionsFiles(vhost, user), agree), { seed, numRuns: runs });
  return tally;
}

/** What depends on where the broker keeps its metadata. */
const byStore: ReadonlySet<string> = new Set([
  'binding/routing-key',
  'exchange/property',
  'exchange/property-missing',
  'queue/name',
]);

async function namesOfQueues(api: Management, vhost: string): Promise<readonly string[]> {
  const queues = await api.get<readonly { readonly name: string }[]>(path`queues/${vhost}`);
  return queues.map(({ name }) => name).sort();
}
