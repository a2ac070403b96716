import { fc } from '../../random';
import { path, type Management } from '../../../host/management';
import { isAtLeast } from '../../../model/server/server-version';
import type { Topology } from '../../../model/topology/topology';
import { circumstancesOf } from '../../../model/validity/circumstances';
import { judgeOwn } from '../../../model/validity/elements';
import { validate } from '../../../model/validity/validity';
import { declarations, fixtures, type Declaration } from './declarations';
import { agreeOn, declareOne, removeOne, pluginsOf, Tally, verdictOf, versionOf, type Runs } from './trial';

/** How many declare at a time, each in a virtual host of its own. */
const atATime = 4;

/**
 * Declares random elements over the HTTP API of a broker, and compares its verdicts with ours.
 * @param count - how many
 * @returns how many of each kind were accepted and refused
 * @throws the smallest element on which broker and model disagree
 */
export async function compareOverHttp(api: Management, name: string, seed: number, count: number): Promise<Tally> {
  const version = await versionOf(api);
  const plugins = await pluginsOf(api);
  const tally = new Tally();
  const compareIn = async (vhost: string, runs: Runs): Promise<void> => {
    const user = `${vhost}-user`;
    const there = fixtures(vhost);
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`users/${user}`, { password: '', tags: '' });
    await declareOne(api, { ...there, vhosts: [] });
    try {
      const agree = async ({ kind, topology, isJunk = false }: Declaration) => {
        const whole = merge(there, topology);
        const found = isJunk
          ? judgeOwn(whole, circumstancesOf(version, { plugins }))
          : validate(whole, version, { plugins });
        // The broker is shared.
        fc.pre(!found.some((finding) => finding.kind === 'breaks'));
        const { verdict, reason } = await verdictOf(() => declareOne(api, topology));
        await removeOne(api, topology);
        tally.add(kind, verdict);
        // The limit itself is taken, and the queues of all declarations are there already.
        if (found.some(({ rule }) => rule === 'parameter/too-many-queues')) return;
        // It may be there, of which a topology says nothing; here it is not.
        if (found.some(({ rule }) => rule === 'topic-permission/exchange-missing')) return;
        // Up to 4.1 a broker may keep its metadata in Khepri, which takes less than Mnesia here.
        if (!isAtLeast(version, '4.2') && found.some(({ rule }) => takenByMnesiaAlone.has(rule))) return;
        agreeOn(found, verdict, reason);
      };
      await fc.assert(fc.asyncProperty(declarations(version, vhost, user), agree), runs);
    } finally {
      await api.delete(path`vhosts/${vhost}`);
      await api.delete(path`users/${user}`);
    }
  };
  const share = Math.ceil(count / atATime);
  const workers = Array.from({ length: atATime }, (_, number) =>
    compareIn(`${name}-${number}`, { seed: seed + number, numRuns: share }),
  );
  // All are waited for, so that each has removed what is its own.
  for (const ended of await Promise.allSettled(workers)) if (ended.status === 'rejected') throw ended.reason;
  return tally;
}

const takenByMnesiaAlone: ReadonlySet<string> = new Set(['topic-permission/exchange', 'binding/routing-key']);

function merge(one: Topology, other: Topology): Topology {
  return Object.fromEntries(
    Object.entries(one).map(([kind, elements]) => [kind, [...elements, ...other[kind as keyof Topology]]]),
  ) as unknown as Topology;
}
