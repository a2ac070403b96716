import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../constructs/access/password';
import { QueueGrants } from '../constructs/access/queue-grants';
import { User } from '../constructs/access/user';
import { RemoteBroker } from '../constructs/broker/remote-broker';
import { Vhost } from '../constructs/topology/vhost';

/**
 * Grants one user to consume from as many queues, and synthesizes what that comes to. The queues themselves are not
 * declared, so that next to nothing but the grants is measured.
 * @returns the processor time in milliseconds
 */
export function measureGrants(queues: number): number {
  const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  try {
    const stack = new TerraformStack(new App({ outdir, stackTraces: false }), 'grants');
    const broker = new RemoteBroker(stack, 'broker', {
      endpoint: 'http://127.0.0.1:15672',
      username: 'admin',
      password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
      serverVersion: '4.3',
    });
    const vhost = new Vhost(stack, 'vhost', { broker });
    const user = new User(stack, 'worker', { broker });
    const before = process.cpuUsage();
    for (let index = 0; index < queues; index += 1) {
      new QueueGrants({ queueName: `orders.${index}`, vhost }, {}).consume(user);
    }
    App.of(stack).synth();
    const { user: own, system } = process.cpuUsage(before);
    return (own + system) / 1_000;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
