import { createHash } from 'node:crypto';
import { TerraformOutput } from 'cdktf';
import { User } from '../../../constructs/access/user';
import { topologyOf } from '../../../constructs/declared/declaration';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { management } from '../../../host/management';
import { freePorts } from '../../../lab/ports';
import { SingleNodeStack, type SingleNodeStackProps } from '../../../stacks/single-node';
import { EveryKind } from '../../every-kind';
import { testApp } from '../../harness';
import { compareWithLive } from '../../live';
import { describeWith } from '../../setup/missing';
import { sharedBrokerPlugins } from '../../setup/shared-broker';
import { DeployedStack } from '../../terraform';
import { removeDeployed } from '../../remove-deployed';

jest.setTimeout(300_000);

describeWith('terraform', 'a broker that imports its topology when it boots', () => {
  const nodeName = `rabbitmq-cdk-boot-${process.pid}`;
  let options: SingleNodeStackProps;
  let stack: SingleNodeStack;
  let deployed: DeployedStack;

  beforeAll(async () => {
    const [amqp, managementPort, prometheus] = await freePorts(3);
    options = {
      topologyBy: 'definitions',
      image: await ensureImage(rabbitmqImage()),
      nodeName,
      ports: { amqp, management: managementPort, prometheus },
      plugins: [...sharedBrokerPlugins, 'rabbitmq_stream'],
      removalPolicy: 'destroy',
    };
    stack = declare();
    deployed = new DeployedStack(stack);
  });

  function declare(rotation?: number): SingleNodeStack {
    const declared = new SingleNodeStack(testApp(), 'boot', { ...options, adminRotation: rotation });
    new EveryKind(declared, 'every-kind', declared);
    const worker = new User(declared, 'worker', { ...declared, tags: ['management'], passwordRotation: rotation });
    new User(declared, 'keeper', { ...declared, tags: ['management'], passwordHash: hashOf('hunter2') });
    new User(declared, 'device', { ...declared, tags: ['management'], passwordless: true });
    new TerraformOutput(declared, 'worker_password', { value: worker.password.value, sensitive: true });
    return declared;
  }

  function hashOf(password: string): string {
    const salt = Buffer.from([0, 1, 254, 255]);
    return Buffer.concat([salt, createHash('sha512').update(salt).update(password).digest()]).toString('base64');
  }

  afterAll(async () => {
    await removeDeployed([nodeName], [nodeName]);
  });

  test('shows all of it, also what the provider cannot carry', async () => {
    await deployed.apply();

    const api = management(stack.broker.managementUrl, 'admin', await deployed.output('password'));
    const compared = await compareWithLive(api, topologyOf(stack));
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('knows the passwords by the hashes that Terraform computed', async () => {
    const worker = management(stack.broker.managementUrl, 'worker', await deployed.output('worker_password'));

    expect(await worker.get('whoami')).toMatchObject({ name: 'worker', tags: ['management'] });
  });

  test('lets in who has the password of a hash, and nobody as a user without one', async () => {
    const as = (user: string, password: string) => management(stack.broker.managementUrl, user, password).get('whoami');

    expect(await as('keeper', 'hunter2')).toMatchObject({ name: 'keeper' });
    await expect(as('keeper', 'hunter3')).rejects.toThrow(/401/);
    await expect(as('device', '')).rejects.toThrow(/401/);
    expect(await (await connectedAsAdmin()).get('users/device')).toMatchObject({ password_hash: '' });
  });

  async function connectedAsAdmin() {
    return management(stack.broker.managementUrl, 'admin', await deployed.output('password'));
  }

  test('is planned once: the salts stay', async () => {
    expect(await deployed.plan()).toContain('No changes.');
  });

  test('takes rotated passwords from its definitions, and no longer the old ones', async () => {
    const old = await deployed.output('password');
    const rotated = new DeployedStack(declare(1));
    await rotated.takeOver(deployed);

    await rotated.apply();

    const { managementUrl } = stack.broker;
    const [password, worker] = [await rotated.output('password'), await rotated.output('worker_password')];
    expect(await management(managementUrl, 'admin', password).get('whoami')).toMatchObject({ name: 'admin' });
    expect(await management(managementUrl, 'worker', worker).get('whoami')).toMatchObject({ name: 'worker' });
    await expect(management(managementUrl, 'admin', old).get('whoami')).rejects.toThrow(/401/);
  });
});
