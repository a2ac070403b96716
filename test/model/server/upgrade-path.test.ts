import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { impossibleUpgrade } from '../../../model/server/upgrade-path';

const at = (text: string) => parseServerVersion(text) as ServerVersion;

test.each([
  ['4.0.5', '4.0.9'],
  ['4.0', '4.1'],
  ['4.0', '4.2'],
  ['4.1.4', '4.2'],
  ['4.2.9', '4.3.6'],
  ['3.13.7', '4.2'],
  ['4.3.6', '4.3.2'],
  ['4.3', '5.0'],
])('%s becomes %s in place', (from, to) => {
  expect(impossibleUpgrade(at(from), at(to))).toBeUndefined();
});

test.each([
  ['4.0.5', '4.3.6', '4.0.5 cannot become 4.3.6 in place: 4.3 boots on the data of 4.2, 4.3 only', 'go to 4.2 first'],
  ['4.1', '4.3', '4.1 cannot become 4.3 in place', 'go to 4.2 first'],
  ['3.13', '4.3', '3.13 cannot become 4.3 in place', 'go to 4.2 first'],
  ['3.12.1', '4.2', '3.12.1 cannot become 4.2 in place', 'make a second broker with 4.2'],
  ['4.3.6', '4.0.5', '4.3.6 cannot become 4.0.5: a node does not boot on the data of a newer series', 'keep 4.3'],
  ['4.2', '4.1', '4.2 cannot become 4.1', 'keep 4.2'],
])('%s does not become %s in place, and the way that works is told', (from, to, reason, remedy) => {
  expect(impossibleUpgrade(at(from), at(to))).toEqual({
    reason: expect.stringContaining(reason),
    remedy: expect.stringContaining(remedy),
  });
});
