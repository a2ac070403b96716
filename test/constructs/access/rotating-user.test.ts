import { RotatingUser } from '../../../constructs/access/rotating-user';
import { brokerFixture, resourcesOf } from '../../harness';

/** What a rotation comes to: who acts, and the generation of each password. */
function at(rotation: number) {
  const { stack, broker, vhost } = brokerFixture({ clientUrls: ['amqps://rabbitmq.example.com'] });
  const worker = new RotatingUser(stack, 'worker', { broker, rotation, permissions: [{ vhost, read: '^a$' }] });
  const passwords = resourcesOf(stack, 'random_password');
  const keepers = [1, 2].map((turn) => passwords[`test/worker/${turn}/Password`]?.['keepers'] as { rotation: string });
  return {
    acting: worker.credentials(vhost).fields['username'],
    generations: keepers.map((kept) => Number(kept?.rotation ?? 0)),
    permissions: Object.values(resourcesOf(stack, 'rabbitmq_permissions')).map(({ user }) => user),
  };
}

test.each([
  [0, 'worker-1', [0, 0]],
  [1, 'worker-2', [0, 1]],
  [2, 'worker-1', [2, 1]],
  [3, 'worker-2', [2, 3]],
])('at rotation %i %s acts, and the other keeps its password', (rotation, acting, generations) => {
  expect(at(rotation)).toEqual({ acting, generations, permissions: ['worker-1', 'worker-2'] });
});

test('a number that is no whole one is refused', () => {
  expect(() => at(1.5)).toThrow("'rotation' must be a whole number, 0 or more, got 1.5");
});
