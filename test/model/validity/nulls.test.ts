import { nullsIn } from '../../../model/validity/nulls';
import { saidOf } from './fixture';

test('null is found however deep it lies', () => {
  expect(nullsIn({ a: null, b: [1, null], c: { d: { e: null } }, f: 'null' }, 'x')).toEqual([
    'x.a',
    'x.b.1',
    'x.c.d.e',
  ]);
});

test.each([null, { a: null }, [null]])('an argument of a queue that is or holds null, %j, is refused', (value) => {
  const queue = { name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: { 'x-foo': value } };

  expect(saidOf({ queues: [queue as never] }).join()).toContain('queue/argument-null');
});
