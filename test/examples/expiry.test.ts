import { topologyOf } from '../../constructs/declared/declaration';
import { Access } from '../../examples/access';
import { Limits } from '../../examples/limits';
import { Logging } from '../../examples/logging';
import { Reliability } from '../../examples/reliability';
import { Spreading } from '../../examples/spreading';
import { Tasks } from '../../examples/tasks';
import { indexTopology } from '../../model/analysis/topology-index';
import { judge } from '../../rules/rule';
import { queueDoesNotExpire } from '../../rules/topology/queue-does-not-expire';
import { brokerFixture } from '../harness';

test.each([Access, Limits, Logging, Reliability, Spreading, Tasks])(
  '$name declares no queue that expires',
  (Example) => {
    const { stack, broker } = brokerFixture();
    new Example(stack, 'it', { broker });

    const index = indexTopology(topologyOf(stack), broker.serverVersion);

    expect(index.queues.size + index.topology.users.length).toBeGreaterThan(0);
    expect(judge(index, [queueDoesNotExpire])).toEqual([]);
  },
);
