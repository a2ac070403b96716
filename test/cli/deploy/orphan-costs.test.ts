import { costsOfRemoval } from '../../../cli/deploy/orphan-costs';

const volumes = new Map([['/var/lib/rabbitmq', 'rabbit-data']]);
const onIt = [{ Destination: '/var/lib/rabbitmq', Name: 'rabbit-data' }];
const [started, never] = ['2026-11-25T10:00:00.1Z', '0001-01-01T00:00:00Z'];

test.each([
  ['never started', false, never, [], []],
  ['stopped, on the volume of the next one', false, started, onIt, []],
  ['running, on the volume of the next one', true, started, onIt, ['availability']],
  ['stopped, on a volume of its own', false, started, [{ Destination: '/var/lib/rabbitmq', Name: 'ab12' }], ['data']],
  ['running, without a volume', true, started, [], ['data', 'availability']],
  [
    'stopped, on a folder of the machine',
    false,
    started,
    [{ Destination: '/var/lib/rabbitmq', Name: undefined }],
    ['data'],
  ],
] as const)(
  'a container in no state that is %s costs what it holds and whom it serves',
  (_, Running, at, Mounts, losses) => {
    const costs = costsOfRemoval('rabbit', { State: { Running, StartedAt: at }, Mounts }, volumes);

    expect(costs.map(({ loss }) => loss)).toEqual(losses);
    for (const { message } of costs) expect(message).toContain("container 'rabbit'");
  },
);
