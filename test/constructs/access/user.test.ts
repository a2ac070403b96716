import { TerraformVariable } from 'cdktf';
import { topologyOf } from '../../../constructs/declared/declaration';
import { Password } from '../../../constructs/access/password';
import { Permissions } from '../../../constructs/access/permissions';
import { User } from '../../../constructs/access/user';
import { brokerFixture, resourceOf, resourcesOf } from '../../harness';

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
