import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { topologyOf } from '../../../constructs/declaration';
import { ClassicQueue } from '../../../constructs/topology/classic-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { run } from '../../../host/command';
import { path } from '../../../host/management';
import { expiry, limits } from '../../../policies';
import { Duration } from '../../../model/duration';
import { testApp } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

const names = Array.from({ length: 40 }, (_, index) => `orders-of-a-region-with-a-long-name-${index}`);

/** Queues that all have one fragment, and a few of which have another; what they come to takes several policies. */
function declare(broker: StartedBroker, maxLength: number): TerraformStack {
  const stack = new TerraformStack(testApp(), 'composed');
  const remote = new RemoteBroker(stack, 'broker', {
    endpoint: broker.managementUrl,
    username: broker.username,
    password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
    serverVersion: broker.serverVersion,
    removalPolicy: 'destroy',
  });
  const vhost = new Vhost(stack, 'vhost', { broker: remote, vhostName: 'composed' });
  const queues = names.map((name) => new ClassicQueue(stack, name, { vhost }));
  vhost.policies.apply(limits({ maxLength }), queues);
  vhost.policies.apply(expiry({ messageTtl: Duration.hours(1) }), queues.slice(0, 5));
  return stack;
}

function stateOf(stack: TerraformStack): string {
  return join(App.of(stack).outdir, 'stacks', stack.node.id, 'terraform.tfstate');
}

describeWith('terraform', 'a fragment that Terraform changes', () => {
  let broker: StartedBroker | undefined;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(() => broker?.stop());

  test('leaves no queue without its policy meanwhile, and replaces none', async () => {
    if (broker === undefined) throw new Error('the broker was not started');
    const api = administrationOf(broker);
    const env = { TF_VAR_password: broker.password };
    const [before, after] = [declare(broker, 1_000), declare(broker, 2_000)];
    await new DeployedStack(before, env).apply();
    for (const name of names) await api.post(path`exchanges/${'composed'}/${'amq.default'}/publish`, messageTo(name));
    const changed = new DeployedStack(after, env);
    // Terraform takes a state that is there before it is initialized for one to be moved away.
    const terraform = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
    await run(terraform, [`-chdir=${dirname(stateOf(after))}`, 'init', '-input=false', '-no-color'], { env });
    copyFileSync(stateOf(before), stateOf(after));

    const seen = new Map<string, Set<string | undefined>>(names.map((name) => [name, new Set()]));
    let changing = true;
    const poll = async () => {
      for (let last = false; !last;) {
        // Once more when all is done: that is what the queues have from now on.
        last = !changing;
        const rows = await api.get<{ name: string; policy?: string }[]>('queues/composed?disable_stats=true');
        const policies = new Map(rows.map(({ name, policy }) => [name, policy]));
        for (const [name, told] of seen) told.add(policies.get(name));
      }
    };
    const polling = poll();
    await changed.apply();
    changing = false;
    await polling;

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    expect([...seen].filter(([, policies]) => policies.size !== 2)).toEqual([]);
    expect(await api.get<unknown[]>('policies/composed')).toHaveLength(topologyOf(after).policies.length);
    const kept = names.map((name) => api.post<unknown[]>(path`queues/${'composed'}/${name}/get`, taking));
    expect((await Promise.all(kept)).every((messages) => messages?.length === 1)).toBe(true);
    expect(await changed.plan()).toContain('No changes.');
  });
});

const taking = { count: 2, ackmode: 'ack_requeue_true', encoding: 'auto' };

function messageTo(queue: string) {
  return { properties: { delivery_mode: 2 }, routing_key: queue, payload: 'kept', payload_encoding: 'string' };
}
