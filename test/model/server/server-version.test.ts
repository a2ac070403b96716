import {
  formatServerVersion,
  isAtLeast,
  judgedBy,
  parseServerVersion,
  serverVersionOfImage,
} from '../../../model/server/server-version';

test.each([
  ['4.0.5', '4.0.5'],
  ['v4.2', '4.2'],
  ['4.3.0-rc.1', '4.3.0'],
])('%s is read as %s', (text, expected) => {
  const version = parseServerVersion(text);

  expect(version && formatServerVersion(version)).toBe(expected);
});

test.each([
  ['4.0.5', undefined],
  ['4.3.9', undefined],
  ['4.4', '4.3'],
  ['9.9.1', '4.3'],
])('%s is judged by %s', (text, expected) => {
  const version = parseServerVersion(text);
  const newest = version && judgedBy(version);

  expect(newest && formatServerVersion(newest)).toBe(expected);
});

test.each(['', '4', 'latest', '4.x'])('%p is no version', (text) => {
  expect(parseServerVersion(text)).toBeUndefined();
});

test.each([
  ['rabbitmq:4.2-management', '4.2'],
  ['registry:5000/team/rabbitmq:v4.0.5-alpine@sha256:0123', '4.0.5'],
])('the image %s is of version %s', (image, expected) => {
  const version = serverVersionOfImage(image);

  expect(version && formatServerVersion(version)).toBe(expected);
});

test.each(['rabbitmq', 'rabbitmq:latest', 'rabbitmq:4-management', 'registry:5000/rabbitmq'])(
  'the image %s does not say',
  (image) => {
    expect(serverVersionOfImage(image)).toBeUndefined();
  },
);

test('a version without its patch is the newest of its series', () => {
  const version = { major: 4, minor: 2, patch: Infinity };

  expect(isAtLeast(version, '4.2.9')).toBe(true);
  expect(isAtLeast(version, '4.3')).toBe(false);
  expect(isAtLeast({ major: 4, minor: 2, patch: 0 }, '4.2')).toBe(true);
  expect(isAtLeast({ major: 4, minor: 0, patch: 5 }, '4.0.6')).toBe(false);
});

test.each([
  ['4.1.9', false],
  ['4.2.7', false],
  ['4.2.8', true],
  ['4.2', true],
  ['4.3.1', false],
  ['4.3.2', true],
  ['4.4.0', true],
])('%s has what came with 4.2.8 and 4.3.2: %p', (text, expected) => {
  const version = parseServerVersion(text);

  expect(version && isAtLeast(version, '4.2.8', '4.3.2')).toBe(expected);
});
