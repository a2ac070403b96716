import { ManagementError, path } from '../../../host/management';
import { until } from '../../../host/until';
import { administrationOf } from '../../../lab/broker';
import { chosenGeneration } from '../../../lab/generation';
import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { migrate } from '../../../model/migration/migrate';
import { parseServerVersion } from '../../../model/server/server-version';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { olderDefinitions } from './older-definitions';

describeWith('broker', 'a migrated file', () => {
  const vhost = `migrate ${process.pid}`;
  const user = `migrated ${process.pid}`;
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.delete(path`vhosts/${vhost}`);
    await api.delete(path`users/${user}`);
  });

  test('is imported whole, with the policies as promised, and answers old declarations as foreseen', async () => {
    const api = administrationOf(sharedBroker());
    const old = olderDefinitions(vhost, user);
    const [read, version] = [readDefinitions(JSON.stringify(old), 'old.json'), parseServerVersion(chosenGeneration())];
    if (isFault(read) || version === undefined) throw new Error('the test is wrong');
    const { definitions, changes, undecided } = migrate(read, version, { expires: 3_600_000 });
    expect(undecided).toEqual([]);

    await api.post('definitions', definitions);

    const expected = definitions?.['queues'] as { name: string }[];
    const live = await until('statistics tell policies', () => effectiveOf(vhost), { within: 30_000, every: 500 });
    expect([...live.keys()].sort()).toEqual(expected.map(({ name }) => name).sort());
    expect(Object.fromEntries(live)).toMatchObject({
      'ha.orders': ['quorum', { 'max-length': 1000 }],
      'ha.lazy': ['quorum', { expires: 3_600_000 }],
      'ha.limited': ['quorum', { 'max-length': 10 }],
      'ha.first': ['quorum', { 'max-length': 1000 }],
      'ha.auto': ['classic', { 'max-length': 1000 }],
      'mirror-only': ['quorum', {}],
      quorum: ['quorum', {}],
    });
    expect(live.get('plain')?.[1]).toMatchObject({ 'message-ttl': 60_000 });
    const { queues } = old;
    for (const { name, ...declaration } of queues.filter((queue) => live.has(queue.name))) {
      const answer = await api.put(path`queues/${vhost}/${name}`, { ...declaration }).then(() => '', reasonOf);
      const foreseen = changes
        .filter(({ object }) => object.type === 'queue' && object.name === name)
        .flatMap(({ applications }) => applications)
        .flatMap((text) => /406 (inequivalent arg '[^']*')/.exec(text)?.[1] ?? []);
      const seen = /inequivalent arg '[^']*'/.exec(answer)?.[0] ?? answer;
      expect({ name, seen, isForeseen: foreseen.length === 0 ? seen === '' : foreseen.includes(seen) }).toEqual({
        ...{ name, seen, isForeseen: true },
      });
    }
  });
});

/** Types and effective policies by name, once the statistics tell that of a queue which has one. */
async function effectiveOf(vhost: string) {
  const queues = await administrationOf(sharedBroker()).get<
    { name: string; type: string; effective_policy_definition?: object }[]
  >(path`queues/${vhost}`);
  const told = queues.map(({ name, type, effective_policy_definition: definition }) => {
    if (definition === undefined) throw new Error(`not of '${name}'`);
    return [name, [type, Array.isArray(definition) ? {} : definition]] as const;
  });
  return new Map(told);
}

function reasonOf(error: unknown): string {
  if (error instanceof ManagementError) return error.message;
  throw error;
}
