import { exitCodeOf, verdictOf, type StackReview } from '../../../cli/review/stack-review';
import type { Effect } from '../../../cli/review/finding';

const nothing: StackReview = { stack: 'a', caveats: [], findings: [], diagrams: [], moved: [], imported: [] };
const failed: StackReview = { ...nothing, failure: 'the configuration is wrong' };
const marked: StackReview = { ...nothing, caveats: [{ kind: 'broker-down', message: 'no answer' }] };
const moved: StackReview = { ...nothing, moved: [{ from: 'rabbitmq_queue.a', to: 'rabbitmq_queue.b' }] };

describe('the exit code of a review', () => {
  test.each([
    ['nothing changes', [nothing], 'nothing', 0],
    ['something only gets another address', [moved], 'nothing', 0],
    ['nothing changes, and the broker has what nobody declared', [undeclared()], 'nothing', 2],
    ['a stack could be planned in part only', [marked], 'unknown', 1],
    ['a change is online', [reviewed('online')], 'online', 2],
    ['one of several nodes restarts', [reviewed('restart', 'online')], 'restart', 2],
    ['availability is lost', [reviewed('online', 'availability')], 'availability', 3],
    ['data is lost', [nothing, reviewed('availability', 'data')], 'data', 3],
    ['a stack could not be planned', [failed, reviewed('online')], 'unknown', 1],
    ['a stack could not be planned, and another loses data', [failed, reviewed('data')], 'data', 3],
  ] as const)('when %s', (_, reviews, verdict, code) => {
    expect([verdictOf(reviews), exitCodeOf(reviews)]).toEqual([verdict, code]);
  });
});

function undeclared(): StackReview {
  const [finding] = reviewed('online').findings;
  return { ...nothing, findings: finding === undefined ? [] : [{ ...finding, change: 'policy/undeclared' }] };
}

function reviewed(...effects: readonly Effect[]): StackReview {
  const finding = {
    change: 'queue/replaced',
    object: { type: 'queue', vhost: '/', name: 'q' },
    at: 'x',
    message: 'is',
  };
  return { ...nothing, findings: effects.map((effect) => ({ ...finding, effect })) };
}
