import { createHash } from 'node:crypto';
import { TerraformVariable } from 'cdktf';
import { topologyOf } from '../../../constructs/declared/declaration';
import { Password } from '../../../constructs/access/password';
import { Permissions } from '../../../constructs/access/permissions';
import { User } from '../../../constructs/access/user';
import { SingleNodeStack } from '../../../stacks/single-node';
import { brokerFixture, resourceOf, resourcesOf, synth, testApp } from '../../harness';

test('a user has a password that Terraform generates, which no file holds', () => {
  const { stack, broker } = brokerFixture();

  const user = new User(stack, 'worker', { broker });

  expect(resourceOf(stack, user)).toMatchObject({
    name: 'worker',
    tags: [],
    password: expect.stringMatching(/^\$\{random_password\.worker_Password_\w+\.result\}$/),
  });
  expect(topologyOf(user).users).toEqual([{ name: 'worker', tags: [], declaredAt: 'test/worker' }]);
});

test('permissions are given by virtual host, and what is left out is nothing', () => {
  const { stack, broker, vhost } = brokerFixture();

  new User(stack, 'worker', { broker, tags: ['monitoring'], permissions: [{ vhost, read: '^orders$' }] });

  expect(Object.values(resourcesOf(stack, 'rabbitmq_permissions'))).toEqual([
    expect.objectContaining({
      user: 'worker',
      vhost: 'shop',
      permissions: { configure: '', write: '', read: '^orders$' },
      depends_on: ['rabbitmq_user.worker', 'rabbitmq_vhost.vhost'],
    }),
  ]);
});

test('permissions can be given to a user that exists already', () => {
  const { stack, broker, vhost } = brokerFixture();
  const user = User.fromUserName(stack, 'guest', broker, 'guest');

  new Permissions(stack, 'permissions', { user, vhost, configure: '^$', write: '^events$' });

  expect(topologyOf(stack).permissions).toEqual([
    {
      user: 'guest',
      vhost: 'shop',
      configure: '^$',
      write: '^events$',
      read: '',
      administers: false,
      declaredAt: 'test/permissions',
    },
  ]);
  expect(resourcesOf(stack, 'rabbitmq_user')).toEqual({});
});

test('fails when its password would be written into the stack', () => {
  const { stack } = brokerFixture();
  const open = new TerraformVariable(stack, 'open', { default: 'hunter2' });

  const error = catchError(() => Password.fromVariable(open));

  expect(error).toMatch(/'sensitive: true'[^]*must have no 'default'/);
  expect(error).not.toContain('hunter2');
});

function catchError(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

test('a virtual host that is named twice in the permissions is told, and how to join them', () => {
  const { stack, broker, vhost } = brokerFixture();
  const permissions = [
    { vhost, read: '^orders$' },
    { vhost, write: '^events$' },
  ];

  expect(() => new User(stack, 'worker', { broker, permissions })).toThrow(
    "[test/worker] 'permissions' must name each virtual host once, got 'shop' twice; join the patterns: (one|other)",
  );
});

describe('by boot definitions', () => {
  const hashOf = (algorithm: string) =>
    Buffer.concat([Buffer.from('salt'), createHash(algorithm).update('salthunter2').digest()]).toString('base64');

  /** The users of the definitions file of a stack. */
  function usersIn(stack: SingleNodeStack): readonly unknown[] {
    const text = JSON.stringify(synth(stack).resource['docker_container']);
    const [content = ''] = text.match(/\{\\n +\\"users\\".*?(?=","file":"\/etc\/rabbitmq\/definitions\.json")/) ?? [];
    return JSON.parse(JSON.parse(`"${content}"`).replaceAll(/\$\{[^\n]*\}/g, 'expression')).users;
  }

  test('a user is taken over by its hash, or has no password', () => {
    const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions' });

    new User(stack, 'keeper', { ...stack, passwordHash: hashOf('sha256') });
    new User(stack, 'other', { ...stack, passwordHash: hashOf('sha512') });
    const device = new User(stack, 'device', { ...stack, passwordless: true });

    expect(usersIn(stack)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'keeper', password_hash: hashOf('sha256') }),
        expect.objectContaining({
          name: 'other',
          password_hash: hashOf('sha512'),
          hashing_algorithm: 'rabbit_password_hashing_sha512',
        }),
        expect.objectContaining({ name: 'device', password_hash: '' }),
      ]),
    );
    expect(topologyOf(stack).users.map((user) => user.password_hash)).toEqual([undefined, undefined, undefined, '']);
    expect(() => device.password).toThrow(
      '[boot/device] its password is not known: only its hash is set, or it is passwordless',
    );
  });

  test('a hash that no password has is refused, and not shown', () => {
    const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions' });

    for (const passwordHash of ['hunter2', hashOf('md5')]) {
      const error = catchError(() => new User(stack, `user-${passwordHash.length}`, { ...stack, passwordHash }));
      expect(error).toContain(
        "'passwordHash' must be a salted hash of SHA-256 (36 bytes) or SHA-512 (68 bytes) in base64",
      );
      expect(error).not.toContain(passwordHash);
    }
  });

  test('a user has one password, one hash, or none', () => {
    const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions' });

    expect(() => new User(stack, 'two', { ...stack, passwordHash: hashOf('sha256'), passwordless: true })).toThrow(
      "'passwordHash' and 'passwordless' are mutually exclusive",
    );
  });
});

test('a hash is refused where the provider makes the user, with the remedy', () => {
  const { stack, broker } = brokerFixture();

  expect(() => new User(stack, 'device', { broker, passwordless: true })).toThrow(
    "'passwordless' is not supported by the Terraform provider, which takes the password itself",
  );
});
