import { effectiveSettings } from '../../../model/policies/effective-settings';
import { parseServerVersion } from '../../../model/server/server-version';
import type { Arguments, QueueType } from '../../../model/topology/topology';

const version = { major: 4, minor: 2, patch: 9 };

test.each<[string, QueueType, Arguments, Arguments, readonly [unknown, string]]>([
  ['the lower limit of a classic queue', 'classic', { 'x-max-length': 3 }, { 'max-length': 5 }, [3, 'argument']],
  ['the lower limit of a quorum queue', 'quorum', { 'x-max-length': 7 }, { 'max-length': 5 }, [5, 'policy']],
  ['the policy of a stream', 'stream', { 'x-max-length-bytes': 3 }, { 'max-length-bytes': 5 }, [5, 'policy']],
  [
    "a classic queue's argument",
    'classic',
    { 'x-overflow': 'drop-head' },
    { overflow: 'reject-publish' },
    ['drop-head', 'argument'],
  ],
  [
    "a quorum queue's policy",
    'quorum',
    { 'x-overflow': 'drop-head' },
    { overflow: 'reject-publish' },
    ['reject-publish', 'policy'],
  ],
  [
    'the dead-letter exchange of the argument',
    'quorum',
    { 'x-dead-letter-exchange': 'a' },
    { 'dead-letter-exchange': 'b' },
    ['a', 'argument'],
  ],
  ['the limit over none', 'quorum', { 'x-delivery-limit': -1 }, { 'delivery-limit': 3 }, [3, 'policy']],
  ['what only the argument says', 'quorum', { 'x-message-ttl': 3 }, {}, [3, 'argument']],
  ['what only the policy says', 'quorum', {}, { expires: 3 }, [3, 'policy']],
])('%s governs', (_, type, given, definition, [value, from]) => {
  const settings = effectiveSettings(type, given, definition, version);

  expect(settings).toEqual([expect.objectContaining({ value, from })]);
});

test.each([
  ['classic', '4.2', 5],
  ['classic', '4.3', undefined],
  ['quorum', '4.3', 5],
] as const)('the consumer timeout of a %s queue on %s is %p', (type, server, expected) => {
  const settings = effectiveSettings(type, {}, { 'consumer-timeout': 5 }, parseServerVersion(server) ?? version);

  expect(settings.find(({ key }) => key === 'consumer-timeout')?.value).toBe(expected);
});

test('a key that the type does not know governs nothing', () => {
  const settings = effectiveSettings('stream', { 'x-message-ttl': 3 }, { 'stream-filter-size-bytes': 16 }, version);

  expect(settings.map(({ key }) => key)).toEqual(['stream-filter-size-bytes']);
});
