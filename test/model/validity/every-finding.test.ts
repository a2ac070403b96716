import { queueSettings } from '../../../model/server/queue-setting';
import { idsIn, spelledOut } from '../../ids-in-sources';
import { said } from './fixture';
import { everySmallest } from './smallest/every';

/** The ids that the sources put together. */
const templates = {
  '*/arguments': ['binding/arguments', 'exchange/arguments'],
  '*/declared-twice': ['queue', 'exchange', 'policy', 'operator-policy', 'vhost', 'user'].map(
    (type) => `${type}/declared-twice`,
  ),
  '*/name': ['queue/name', 'exchange/name'],
  '*/name-length': ['queue/name-length', 'exchange/name-length'],
  '*/name-line-break': ['queue/name-line-break', 'exchange/name-line-break'],
  '*/reserved-name': ['queue/reserved-name', 'exchange/reserved-name'],
  'policy/*-of-other-type': unheededSettings().map((name) => `policy/${name}-of-other-type`),
  'queue/*-of-other-type': unheededSettings().map((name) => `queue/${name}-of-other-type`),
};

test.each(everySmallest)('%s is told of the smallest input that yields it', (finding, found) => {
  expect(found().map(said)).toContain(finding);
});

test('every finding has its smallest input', () => {
  const ids = everySmallest.map(([finding]) => finding.replace(/^\w+ /, ''));

  expect([...ids].sort()).toEqual(spelledOut(idsIn('model/validity'), templates));
});

/** The settings of which queues of some type take values on which they do not act. */
function unheededSettings(): readonly string[] {
  const versions = [0, 1, 2, 3].map((minor) => ({ major: 4, minor, patch: 0 }));
  const settings = versions.flatMap((version) => [...queueSettings(version).values()]);
  return [...new Set(settings.filter(({ policy }) => policy?.acts !== undefined).map(({ name }) => name))];
}
