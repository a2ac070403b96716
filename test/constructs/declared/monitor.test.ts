import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { monitor } from '../../../constructs/declared/monitor';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { alertingRules, type RuleFile } from '../../../model/monitoring/alerts/alerts';
import { Duration } from '../../../model/units/duration';
import { MonitoringStack } from '../../../stacks/monitoring';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';

function declared() {
  const app = testApp();
  const stack = new SingleNodeStack(app, 'single-node');
  const vhost = new Vhost(stack, 'sales', { broker: stack.broker });
  const team = new Construct(stack, 'payments');
  const queue = new QuorumQueue(team, 'paid', { vhost });
  const other = new QuorumQueue(stack, 'orders', { vhost });
  return { app, stack, vhost, team, queue, other };
}

describe('monitor', () => {
  test('gives queues within a construct their labels, their consumers and their promises', () => {
    const { app, stack, team, queue } = declared();
    const monitoring = new MonitoringStack(app, 'monitoring', { brokers: [stack.broker] });
    monitor(team, { labels: { team: 'payments' } });
    monitor(queue, { consumers: 3, wait: { within: Duration.minutes(1), objective: 0.99 } });
    monitor(stack.broker, { kept: { objective: 0.9999 } });

    const uploads = Object.values(synth(monitoring).resource['docker_container'] ?? {}).flatMap(
      ({ upload }) => upload as { file: string; content: string }[],
    );
    const { content = '' } = uploads.find(({ file }) => file.endsWith('rules/single-node.yml')) ?? {};
    const { groups }: RuleFile = JSON.parse(content);
    const rules = alertingRules({ groups });
    expect(rules.find(({ alert }) => alert === 'FewerConsumersThanDeclared')).toMatchObject({
      expr: expect.stringMatching(/queue=~"paid".* < 3$/),
      labels: { team: 'payments' },
    });
    expect(rules.find(({ alert }) => alert === 'WaitObjectiveBurns')?.labels).toMatchObject({ team: 'payments' });
    expect(rules.find(({ alert }) => alert === 'KeptObjectiveBurns')?.expr).toMatch(/ > 0\.00144$/);
    expect(groups.find(({ name }) => name === 'single-node: objectives')?.rules).toHaveLength(11);
  });

  test('is written beside the stack for commands that are no part of the app', () => {
    const { app, stack, vhost } = declared();
    monitor(app, { labels: { company: 'shop' } });
    monitor(vhost, { labels: { team: 'sales' } });

    app.synth();

    const [written] = JSON.parse(readFileSync(join(app.outdir, 'stacks', stack.node.id, 'topology.json'), 'utf8'));
    expect(written.monitored).toEqual([
      { at: '', labels: { company: 'shop' } },
      { at: 'single-node/sales', labels: { team: 'sales' } },
    ]);
  });

  test('refuses all at once what cannot be meant', () => {
    const { queue } = declared();
    const options = {
      labels: { 'team-name': 'a', queue: 'b' },
      consumers: 0,
      wait: { within: Duration.milliseconds(10), objective: 99 },
      kept: { objective: 1 },
    };

    const refused = () => monitor(queue, options);

    for (const fault of [
      "'labels' must be letters, digits and underscores, got 'team-name'",
      "'labels' must not be one that alerts have themselves, got 'queue'",
      "'consumers' must be a whole number, 1 or more, got 0",
      "'wait.objective' must be more than 0 and less than 1, such as 0.99, got 99",
      "'kept.objective' must be more than 0 and less than 1, such as 0.99, got 1",
      "'wait.within' must be a second or more",
    ])
      expect(refused).toThrow(fault);
  });
});
