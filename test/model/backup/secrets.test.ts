import { secretsDigest } from '../../../model/backup/manifest';
import { withoutSecrets, withSecrets } from '../../../model/backup/secrets';
import { stableDefinitions, toDefinitions } from '../../../model/backup/stable-definitions';
import { readExactJson, writeExactJson } from '../../../model/json/exact-json';

const definitionsOf = (exported: object) => stableDefinitions(readExactJson(JSON.stringify(exported)), '4.3.6');
const text = (definitions: ReturnType<typeof definitionsOf>) => writeExactJson(toDefinitions(definitions));

const shop = {
  users: [
    { name: 'worker', password_hash: 'hash-of-worker', tags: [], limits: {} },
    { name: 'amqp://a:b@c', password_hash: 'hash-of-odd', tags: [] },
  ],
  parameters: [
    {
      ...{ component: 'shovel', vhost: '/', name: 'move' },
      value: {
        'src-uri': ['amqp://a:s3cr3t-1@b', 'amqp://c'],
        'dest-uri': 'amqp://host?password=s3cr3t-2',
        'src-queue': 'q',
      },
    },
    { component: 'federation-upstream', vhost: '/', name: 'up', value: { uri: 'amqp://host', expires: 1 } },
    {
      component: 'plugin',
      vhost: '/',
      name: 'x',
      value: { inner: { 'client-secret': { a: 's3cr3t-3' } }, list: [{ password: 's3cr3t-4' }] },
    },
  ],
  global_parameters: [{ name: 'login', value: 'amqp://a:s3cr3t-5@b' }],
  queues: [{ name: 'amqp://a:b@c', vhost: '/', durable: true, arguments: { 'x-note': 'http://u:s3cr3t-6@h' } }],
  bindings: [{ vhost: '/', source: 'x', destination: 'q', destination_type: 'queue', routing_key: '', arguments: {} }],
};

describe('secrets of definitions', () => {
  test('go apart with what tells whose they are, and nothing of them stays', () => {
    const { open, secrets, count } = withoutSecrets(definitionsOf(shop));

    expect(count).toBe(8);
    expect(text(open)).not.toMatch(/hash-of|s3cr3t/);
    expect(JSON.parse(writeExactJson(secrets))).toEqual({
      users: [
        { name: 'amqp://a:b@c', password_hash: 'hash-of-odd' },
        { name: 'worker', password_hash: 'hash-of-worker' },
      ],
      parameters: [
        {
          ...{ component: 'plugin', vhost: '/', name: 'x' },
          value: { inner: { 'client-secret': { a: 's3cr3t-3' } }, list: [{ password: 's3cr3t-4' }] },
        },
        {
          ...{ component: 'shovel', vhost: '/', name: 'move' },
          value: { 'src-uri': ['amqp://a:s3cr3t-1@b', 'amqp://c'], 'dest-uri': 'amqp://host?password=s3cr3t-2' },
        },
      ],
      global_parameters: [{ name: 'login', value: 'amqp://a:s3cr3t-5@b' }],
      queues: [{ vhost: '/', name: 'amqp://a:b@c', arguments: { 'x-note': 'http://u:s3cr3t-6@h' } }],
    });
  });

  test('leave what is none, and a mark where one was, which a comparison takes for not said', () => {
    const { open } = withoutSecrets(definitionsOf(shop));

    const [upstream, , shovel] = JSON.parse(text(open)).parameters;
    expect(upstream.value).toEqual({ uri: 'amqp://host', expires: 1 });
    expect(shovel.value).toEqual({ 'src-uri': 'amqp://withheld', 'dest-uri': 'amqp://withheld', 'src-queue': 'q' });
  });

  test('come back to where they were', () => {
    const definitions = definitionsOf(shop);
    const { open, secrets } = withoutSecrets(definitions);

    expect(text(withSecrets(open, secrets))).toBe(text(definitions));
  });

  test('fails when one belongs to nothing', () => {
    const { secrets } = withoutSecrets(definitionsOf(shop));

    expect(() => withSecrets(definitionsOf({}), secrets)).toThrow("one of 'users' belongs to nothing");
    expect(() => withSecrets(definitionsOf({}), [])).toThrow('they are no object');
  });

  test('are told by a digest that other secrets and other definitions do not have', () => {
    expect(secretsDigest('a', 'b')).toBe(secretsDigest('a', 'b'));
    expect(secretsDigest('a', 'b')).not.toBe(secretsDigest('c', 'b'));
    expect(secretsDigest('a', 'b')).not.toBe(secretsDigest('a', 'c'));
  });
});

describe('definitions of a backup', () => {
  test('are the same however an export lists them, without what the server itself keeps', () => {
    const one = definitionsOf({
      ...shop,
      explanation: "of 'rabbit@one'",
      global_parameters: [{ name: 'internal_cluster_id', value: 'a' }],
    });
    const reversed = Object.entries(shop)
      .reverse()
      .map(([key, list]) => [key, [...list].reverse()]);
    const other = definitionsOf({ ...Object.fromEntries(reversed), global_parameters: [] });

    expect(text(one)).toBe(text(other));
  });

  test('tell which virtual hosts are traced', () => {
    const traced = stableDefinitions(readExactJson('{"vhosts":[{"name":"a"},{"name":"b"}]}'), '4.3.6', new Set(['b']));

    expect(JSON.parse(text(traced)).vhosts).toEqual([{ name: 'a' }, { name: 'b', tracing: true }]);
  });

  test.each([
    ['[]', 'it is no object'],
    ['{"queues":{}}', "'queues' is no list"],
    ['{"queues":[1]}', "an element of 'queues' is no object"],
  ])('fails when %s is exported', (exported, message) => {
    expect(() => stableDefinitions(readExactJson(exported), '4.3.6')).toThrow(message);
  });
});
