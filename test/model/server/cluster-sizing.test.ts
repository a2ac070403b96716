import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterSizing } from '../../../model/server/cluster-sizing';
import { memoryWatermark } from '../../../model/server/node-conf';
import { Size } from '../../../model/units/size';

const serverVersion = { major: 4, minor: 2, patch: 0 };

test.each([
  [3, 1],
  [5, 2],
  [7, 3],
])('of %i nodes %i may be lost', (nodeCount, losses) => {
  expect(clusterSizing({ nodeCount, memory: Size.gibibytes(1), serverVersion }).toleratedLosses).toBe(losses);
});

test('lets in no more connections than the nodes that are left can bear', () => {
  const memory = Size.gibibytes(1);

  const { maxConnections, toleratedLosses } = clusterSizing({ nodeCount: 3, memory, serverVersion });

  const perNode = maxConnections / (3 - toleratedLosses);
  expect(perNode * Size.kibibytes(100).toBytes()).toBeLessThanOrEqual(memoryWatermark(memory).toBytes() / 2);
});

test('keeps a silent connection for longer than two heartbeats', () => {
  const { heartbeat, idleTimeout } = clusterSizing({ nodeCount: 3, memory: Size.gibibytes(1), serverVersion });

  expect(idleTimeout.toMilliseconds()).toBeGreaterThan(2 * heartbeat.toMilliseconds());
});

test('the table in docs/cluster.md is what is computed', () => {
  const docs = readFileSync(join(__dirname, '../../../docs/cluster.md'), 'utf8');
  const rows = [...docs.matchAll(/^\| (\d) +\| (\d+) MiB +\| (.*?) *\|$/gm)];

  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const [, nodes, mebibytes, documented = ''] of rows) {
    const memory = Size.mebibytes(Number(mebibytes));
    const sizing = clusterSizing({ nodeCount: Number(nodes), memory, serverVersion });
    const computed = [
      String(sizing.toleratedLosses),
      String(sizing.quorumGroupSize),
      `${memoryWatermark(memory).toMebibytes()} MiB`,
      `${mebibytes} MiB`,
      String(sizing.maxConnections),
      `${sizing.balancerMemory.toMebibytes()} MiB`,
    ];
    expect([nodes, mebibytes, ...documented.split('|').map((cell) => cell.trim())]).toEqual([
      nodes,
      mebibytes,
      ...computed,
    ]);
  }
});
