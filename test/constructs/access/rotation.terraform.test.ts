import { TerraformOutput } from 'cdktf';
import { User } from '../../../constructs/access/user';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { docker } from '../../../host/docker';
import { management, path } from '../../../host/management';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { SingleNodeStack } from '../../../stacks/single-node';
import { testApp } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';
import { removeDeployed } from '../../remove-deployed';

jest.setTimeout(300_000);

/** The tests go on from each other. */
describeWith('terraform', 'credentials that rotate', () => {
  const nodeName = `rabbitmq-cdk-rotation-${process.pid}`;
  let ports: { amqp: number; management: number; prometheus: number };
  let image: string;
  let deployed: DeployedStack;
  const logins: { readonly username: string; readonly password: string; readonly worker: string }[] = [];

  beforeAll(async () => {
    const [amqp = 0, managementPort = 0, prometheus = 0] = await freePorts(3);
    ports = { amqp, management: managementPort, prometheus };
    image = await ensureImage(rabbitmqImage());
  });

  afterAll(async () => {
    await removeDeployed([nodeName], [nodeName]);
  });

  test('begin with a second administrator who stands by', async () => {
    await deploy(0);

    await expect(userOf('admin-2')).resolves.toMatchObject({ tags: ['administrator'] });
    await api().post(path`exchanges/${'shop'}/${'amq.default'}/publish`, message);
  });

  test.each([1, 2])(
    'are other ones after rotation %i: Terraform goes on, nobody logs in with the old ones, and nothing is made anew',
    async (rotation) => {
      const before = await docker(['inspect', '--format', '{{.Id}} {{.State.StartedAt}}', nodeName]);
      const old = logins.at(-1);

      await deploy(rotation);

      expect(await deployed.plan()).toContain('No changes.');
      expect(logins.at(-1)?.username).toBe(rotation === 1 ? 'admin-2' : 'admin');
      expect(await mayLogIn(old?.username, old?.password)).toBe(false);
      expect(await mayLogIn('worker', old?.worker)).toBe(false);
      expect(await mayLogIn('worker', logins.at(-1)?.worker)).toBe(true);
      expect(await docker(['inspect', '--format', '{{.Id}} {{.State.StartedAt}}', nodeName])).toBe(before);
      expect(await api().post(path`queues/${'shop'}/${'orders'}/get`, looking)).toMatchObject([{ payload: 'kept' }]);
    },
  );

  test.each([1, 4])('are not changed by number %i, which is not the next: the plan fails', async (rotation) => {
    const wrong = new DeployedStack(declare(rotation));
    await wrong.takeOver(deployed);

    await expect(wrong.plan()).rejects.toThrow(/401/);

    expect(await deployed.plan()).toContain('No changes.');
  });

  test('let all be destroyed by the administrator who acts', async () => {
    await deployed.destroy();

    expect(await docker(['ps', '--all', '--quiet', '--filter', `name=${nodeName}`])).toBe('');
  });

  function declare(rotation: number): SingleNodeStack {
    const stack = new SingleNodeStack(testApp(), 'rotation', {
      image,
      nodeName,
      ports,
      adminRotation: rotation,
      removalPolicy: 'destroy',
    });
    const { broker } = stack;
    new QuorumQueue(stack, 'orders', { vhost: new Vhost(stack, 'shop', { broker }) });
    new QuorumQueue(stack, 'tasks', stack);
    const worker = new User(stack, 'worker', { broker, tags: ['management'], passwordRotation: rotation });
    new TerraformOutput(stack, 'worker_password', { value: worker.password.value, sensitive: true });
    return stack;
  }

  async function deploy(rotation: number): Promise<void> {
    const next = new DeployedStack(declare(rotation));
    if (rotation > 0) await next.takeOver(deployed);
    deployed = next;
    await deployed.apply();
    const output = (name: string) => deployed.output(name);
    logins.push({
      username: await output('username'),
      password: await output('password'),
      worker: await output('worker_password'),
    });
  }

  function api() {
    const { username = '', password = '' } = logins.at(-1) ?? {};
    return management(`http://127.0.0.1:${ports.management}`, username, password);
  }

  function userOf(name: string): Promise<unknown> {
    return api().get(path`users/${name}`);
  }

  async function mayLogIn(username = '', password = ''): Promise<boolean> {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const { status } = await fetch(`http://127.0.0.1:${ports.management}/api/whoami`, { headers: { authorization } });
    return status === 200;
  }
});

const message = {
  properties: { delivery_mode: 2 },
  routing_key: 'orders',
  payload: 'kept',
  payload_encoding: 'string',
};
const looking = { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto' };
