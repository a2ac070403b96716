import { fc } from '../../random';
import { path, type Management } from '../../../host/management';
import type { Topology } from '../../../model/topology/topology';
import { validate } from '../../../model/validity/validity';
import { declarations, fixtures, type Declaration } from './declarations';
import { agreeOn, declareOne, removeOne, pluginsOf, Tally, verdictOf, versionOf } from './trial';

/**
 * Declares random elements over the HTTP API of a broker, and compares its verdicts with ours.
 * @param runs - how many
 * @returns how many of each kind were accepted and refused
 * @throws the smallest element on which broker and model disagree
 */
export async function compareOverHttp(api: Management, vhost: string, seed: number, runs: number): Promise<Tally> {
  const version = await versionOf(api);
  const plugins = await pluginsOf(api);
  const user = `${vhost}-user`;
  const there = fixtures(vhost);
  const tally = new Tally();
  await api.put(path`vhosts/${vhost}`);
  await api.put(path`users/${user}`, { password: '', tags: '' });
  await declareOne(api, { ...there, vhosts: [] });
  try {
    const agree = async ({ kind, topology }: Declaration) => {
      const { verdict, reason } = await verdictOf(() => declareOne(api, topology));
      await removeOne(api, topology);
      const found = validate(merge(there, topology), version, { plugins });
      tally.add(kind, verdict);
      agreeOn(found, verdict, reason);
    };
    await fc.assert(fc.asyncProperty(declarations(version, vhost, user), agree), { seed, numRuns: runs });
    return tally;
  } finally {
    await api.delete(path`vhosts/${vhost}`);
    await api.delete(path`users/${user}`);
  }
}

function merge(one: Topology, other: Topology): Topology {
  return Object.fromEntries(
    Object.entries(one).map(([kind, elements]) => [kind, [...elements, ...other[kind as keyof Topology]]]),
  ) as unknown as Topology;
}
