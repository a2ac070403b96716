import { summary } from './summary';

describe('the end of a run', () => {
  const results = {
    numPassedTests: 3,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        name: '/p/test/model/queue.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'a queue is bounded', status: 'passed' },
          { fullName: 'a queue is durable', status: 'failed' },
        ],
      },
      { name: '/p/test/model/broken.broker.test.ts', status: 'failed', assertionResults: [] },
      {
        name: '/p/test/lab/cluster.smoke.test.ts',
        status: 'passed',
        assertionResults: [{ fullName: 'a cluster (no engine: not root) forms', status: 'pending' }],
      },
    ],
  };

  test('counts a file that cannot be loaded as a failure, and names what was skipped and why, and what failed', () => {
    expect(summary([results], { layers: ['unit', 'smoke'], isFiltered: false })).toEqual([
      'skipped:',
      '  smoke: a cluster (no engine: not root) forms',
      'failed:',
      '  unit: queue.test.ts: a queue is durable',
      '  broker: broken.broker.test.ts: the file could not be run',
      '3 passed, 2 failed, 1 skipped',
    ]);
  });

  test('names the layers that have no tests', () => {
    expect(summary([results], { layers: ['unit', 'terraform', 'smoke'], isFiltered: false })).toContain(
      'layer terraform: no tests were run',
    );
  });

  test('knows the files of a layer that runs on two generations of servers', () => {
    expect(summary([results], { layers: ['unit', 'smoke', 'smoke-4.0'], isFiltered: false }).join()).not.toContain(
      'no tests were run',
    );
  });

  test('does not call tests skipped that were not asked for by name', () => {
    expect(summary([results], { layers: ['unit'], isFiltered: true })).not.toContain('skipped:');
    expect(summary([results], { layers: ['unit'], isFiltered: true }).at(-1)).toBe('3 passed, 2 failed, 0 skipped');
  });

  test('is a failure when there are no results', () => {
    const layers = ['unit'];
    expect(summary([undefined], { layers, isFiltered: false }).at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  });

  test('counts over layers that ran at once, and one that did not come to an end as a failure', () => {
    const lines = summary([results, undefined, results], { layers: ['unit', 'smoke'], isFiltered: false });

    expect(lines[0]).toBe('the tests did not come to an end');
    expect(lines.at(-1)).toBe('6 passed, 5 failed, 2 skipped');
  });
});
