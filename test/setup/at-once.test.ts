import { atOnce } from './at-once';

test('the unit tests and each broker layer run at once, and the layers that share ports one after another', () => {
  expect(atOnce(['unit', 'broker', 'broker-4.0', 'smoke', 'terraform'], ['-t', 'a'])).toEqual([
    ['unit'],
    ['broker'],
    ['broker-4.0'],
    ['smoke', 'terraform'],
  ]);
  expect(atOnce(['unit'], [])).toEqual([['unit']]);
});

test('the long tests run on both servers at once where they are of the model only', () => {
  const given = (...files: readonly string[]) => atOnce(['lab', 'lab-4.0'], ['--runTestsByPath', ...files]);

  expect(given('/app/test/model/access/can.lab.test.ts')).toEqual([['lab'], ['lab-4.0']]);
  expect(given('test/model/access/can.lab.test.ts', 'test/stacks/cluster.lab.test.ts')).toEqual([['lab', 'lab-4.0']]);
  expect(given()).toEqual([['lab', 'lab-4.0']]);
});
