import { messageFileOf, readMessageManifest } from '../../../model/messages/message-manifest';
import { messageLine, readMessageLine, sentBack, type StoredMessage } from '../../../model/messages/stored-message';

const message: StoredMessage = {
  exchange: 'events',
  routingKey: 'order.created',
  properties: { contentType: 'application/json', userId: 'app', timestamp: 1_700_000_000 },
  headers: {
    CC: ['other'],
    'x-delivery-count': 3,
    bytes: Buffer.from([1, 255]),
    list: [1, { none: null }],
    at: { '!': 'timestamp', value: 5 },
  },
  body: Buffer.from([0, 255, 10]),
};

test('a message is one line, and is the same after it is read', () => {
  const line = messageLine(message);

  expect(line).not.toContain('\n');
  expect(readMessageLine(line)).toEqual(message);
});

test('a message that is sent back keeps what is its own, and neither copies nor another user', () => {
  expect(sentBack(message, 'admin')).toEqual({
    contentType: 'application/json',
    timestamp: 1_700_000_000,
    headers: { bytes: Buffer.from([1, 255]), list: [1, { none: null }], at: { '!': 'timestamp', value: 5 } },
  });
  expect(sentBack(message, 'app')).toHaveProperty('userId', 'app');
});

test.each(['{', '[]', '{"exchange":""}', '{"exchange":"","routingKey":"","body":"","headers":{}}'])(
  'a line that is no message is refused: %s',
  (line) => expect(() => readMessageLine(line)).toThrow(TypeError),
);

test('files have names that every file system takes, one for each queue', () => {
  expect(messageFileOf('../a/b')).toMatch(/^-a-b-[0-9a-f]{8}\.jsonl$/);
  expect(messageFileOf('a.b')).not.toBe(messageFileOf('a/b'));
  expect(messageFileOf('ü'.repeat(127)).length).toBeLessThan(80);
});

test('a manifest that names files of other folders is refused', () => {
  const queues = [{ queue: 'a', file: '../../etc/passwd', count: 0, sha256: '' }];

  expect(readMessageManifest(JSON.stringify({ format: 'rabbitmq-cdk messages 1', vhost: '/', queues }))).toBe(
    'a part of it is missing',
  );
});
