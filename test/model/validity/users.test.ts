import { saidOfFile } from './fixture';
import { parseServerVersion } from '../../../model/server/server-version';
import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import { validateDefinitions } from '../../../model/validity/validity';

const hash = (bytes: number) => Buffer.alloc(bytes).toString('base64');

describe('a user', () => {
  test.each<[object, string[]]>([
    [{ password_hash: hash(36), tags: ['administrator'] }, []],
    [{ password_hash: hash(68), hashing_algorithm: 'rabbit_password_hashing_sha512', tags: '' }, []],
    [{ password_hash: hash(36) }, ['refused user/tags']],
    [{ password_hash: '!!!', tags: [] }, ['refused user/password-hash']],
    [{ password_hash: hash(36), password: 'x', tags: [] }, ['refused user/password-and-hash']],
    [{ password_hash: hash(68), tags: [] }, ['hazard user/password-hash-length']],
    [{ password_hash: hash(36), hashing_algorithm: 'bcrypt', tags: [] }, ['hazard user/hashing-algorithm']],
    [{ password_hash: '', hashing_algorithm: 5, tags: [] }, ['refused user/hashing-algorithm']],
    [{ password_hash: '', hashing_algorithm: {}, tags: [] }, ['refused user/hashing-algorithm']],
    [{ password_hash: '', hashing_algorithm: null, tags: [] }, []],
    [{ hashing_algorithm: 5, tags: [] }, []],
    [{ tags: 'admin' }, ['hazard user/unknown-tag']],
    [{ tags: [1.5] }, ['refused user/tags']],
    [{ tags: [-1] }, []],
    [{ tags: [[97, 98]] }, []],
    [{ tags: [[55_296]] }, ['refused user/tags']],
    [{ tags: [{}] }, []],
    [{ tags: [{ a: 1 }] }, ['refused user/tags']],
    [{ tags: [], limits: { 'max-queues': 5 } }, ['refused user/limits']],
  ])('%j is %j', (fields, expected) => {
    expect(saidOfFile({ users: [{ name: 'u', ...fields }] })).toEqual(expected);
  });

  test('whose tags are a number hears what they must be', () => {
    const read = readDefinitions('{"users": [{"name": "u", "tags": 5}]}', 'd.json');
    if (isFault(read)) throw new Error(read.message);

    expect(validateDefinitions(read, 'd.json', { major: 4, minor: 3, patch: 6 })[0]?.message).toBe(
      "'tags' must be a list or a string, got 5",
    );
  });

  test('is never told with its password or hash', () => {
    const secrets = ['s3cret-password', '!s3cret-hash'];
    const users = [
      { name: 'a', password: secrets[0], password_hash: secrets[1], tags: 7 },
      { name: 'b', password_hash: secrets[1], tags: [] },
      { name: 'c', password: { is: secrets[0] }, tags: [] },
    ];
    const value = {
      'src-uri': `http://u:${secrets[0]}@h`,
      uri: `amqp://u:${secrets[0]}@h`,
      'dest-uri': `http://u:a/${secrets[0]}@h`,
    };
    const parameters = ['shovel', 'federation-upstream'].map((component) => ({
      component,
      vhost: '/',
      name: 'p',
      value,
    }));
    const definitions = readDefinitions(JSON.stringify({ users, parameters }), 'd.json');
    if (isFault(definitions)) throw new Error(definitions.message);

    const findings = validateDefinitions(definitions, 'd.json', { major: 4, minor: 0, patch: 5 });

    expect(findings.length).toBeGreaterThan(4);
    for (const secret of secrets) expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe('a topic permission whose exchange is no string', () => {
  test.each([
    ['4.0.5', {}, 'hazard'],
    ['4.2.0', {}, 'refused'],
    ['4.2.0', null, 'hazard'],
    ['4.2.0', true, 'hazard'],
    ['4.3.2', null, 'refused'],
  ])('is judged by what the default store of %s takes: %j is %s', (server, exchange, kind) => {
    const version = parseServerVersion(server);
    const permission = { user: 'u', vhost: '/', exchange, write: '', read: '' };
    const read = readDefinitions(JSON.stringify({ topic_permissions: [permission] }), 'd.json');
    if (isFault(read) || version === undefined) throw new Error('it must be read');

    expect(validateDefinitions(read, 'd.json', version)).toContainEqual(
      expect.objectContaining({ rule: 'topic-permission/exchange', kind }),
    );
  });
});
