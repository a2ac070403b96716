import { setTimeout as sleep } from 'node:timers/promises';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { RotatingUser } from '../../../constructs/access/rotating-user';
import type { StartedBroker } from '../../../lab/broker';
import { login } from '../../../lab/login';
import { startBroker } from '../../../lab/start-broker';
import { brokerFixture } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'two users that take turns', () => {
  let broker: StartedBroker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(async () => {
    await broker?.stop();
  });

  test('let an application log in at every moment, whichever credentials it has yet', async () => {
    let deployed = await deploy(0);
    let uri = await deployed.output('uri');
    const first = uri;
    const failures: string[] = [];
    let logins = 0;
    let running = true;
    // It gets to know new credentials a while after they are deployed, as by a Secret that is mounted.
    const application = (async () => {
      while (running) {
        await login(uri).then(
          () => (logins += 1),
          (error: Error) => failures.push(error.message),
        );
        await sleep(50);
      }
    })();

    for (const rotation of [1, 2]) {
      deployed = await deploy(rotation, deployed);
      const former = uri;
      await login(former);
      uri = await deployed.output('uri');
      expect(uri).not.toBe(former);
      const before = logins;
      while (logins < before + 3 && failures.length === 0) await sleep(50);
    }
    running = false;
    await application;

    expect(failures).toEqual([]);
    expect(logins).toBeGreaterThan(6);
    await expect(login(first)).rejects.toThrow(/ACCESS_REFUSED/);
    expect(await deployed.plan()).toContain('No changes.');
    await deployed.destroy();
  });

  async function deploy(rotation: number, previous?: DeployedStack): Promise<DeployedStack> {
    const next = new DeployedStack(declared(rotation), { TF_VAR_password: broker.password });
    if (previous !== undefined) await next.takeOver(previous);
    await next.apply();
    return next;
  }

  function declared(rotation: number): TerraformStack {
    const { managementUrl: endpoint, amqpUrl, username } = broker;
    const { stack, broker: remote, vhost } = brokerFixture({ endpoint, username, clientUrls: [amqpUrl] });
    const worker = new RotatingUser(stack, 'worker', {
      broker: remote,
      rotation,
      permissions: [{ vhost, read: '.*' }],
    });
    new TerraformOutput(stack, 'uri', { value: worker.credentials(vhost).fields['uri'], sensitive: true });
    return stack;
  }
});
