import { TerraformOutput } from 'cdktf';
import { connect } from 'node:net';
import { brokerApi } from '../../../cli/broker/broker-endpoint';
import { User } from '../../../constructs/access/user';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { docker } from '../../../host/docker';
import type { Management } from '../../../host/management';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { SingleNodeStack } from '../../../stacks/single-node';
import { externalLogin } from '../../external-login';
import { testApp } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'a broker of one node that speaks TLS', () => {
  const nodeName = `rabbitmq-cdk-tls-${process.pid}`;
  let deployed: DeployedStack;
  let amqps = 0;
  let api: Management;
  let ca = '';

  beforeAll(async () => {
    const [first = 0, http, prometheus] = await freePorts(3);
    amqps = first;
    const stack = new SingleNodeStack(testApp(), 'tls', {
      image: await ensureImage(rabbitmqImage()),
      nodeName,
      ports: { amqps, management: http, prometheus },
      tls: { interNode: true },
      removalPolicy: 'destroy',
    });
    new QuorumQueue(stack, 'orders', stack);
    new User(stack, 'worker', { broker: stack.broker, tags: [] });
    const certificate = stack.broker.authority?.issueClient(stack, 'client', 'worker');
    new TerraformOutput(stack, 'client_certificate', { value: certificate?.certificatePem });
    new TerraformOutput(stack, 'client_key', { value: certificate?.privateKeyPem, sensitive: true });
    deployed = new DeployedStack(stack);
    await deployed.apply();
    ca = await deployed.output('ca_certificate');
    const password = await deployed.output('password');
    api = brokerApi({ url: stack.broker.managementUrl, username: 'admin', password, ca });
  });
  afterAll(async () => {
    await docker(['rm', '--force', '--volumes', nodeName]);
    await docker(['volume', 'rm', '--force', `${nodeName}-data`]);
    await docker(['network', 'rm', '--force', nodeName]);
  });

  test('has its topology, which Terraform declared over TLS, and plans nothing the second time', async () => {
    expect(await api.get('queues/%2F/orders')).toMatchObject({ type: 'quorum' });
    expect(await deployed.plan()).toContain('No changes.');
  });

  test('lets in who shows a certificate of its authority, and nobody else', async () => {
    const [cert, key] = [await deployed.output('client_certificate'), await deployed.output('client_key')];

    expect(await externalLogin({ port: amqps, ca, cert, key })).toBe('in');
    expect(await externalLogin({ port: amqps, ca })).toMatch(/certificate required/);
  });

  test('publishes no port without TLS', async () => {
    const ports = JSON.parse(await docker(['inspect', '--format', '{{json .HostConfig.PortBindings}}', nodeName]));

    expect(Object.keys(ports).sort()).toEqual(['15671/tcp', '15691/tcp', '5671/tcp']);
    await expect(greetsWithoutTls(amqps)).resolves.toBe(false);
  });

  test('is asked by its command line over TLS', async () => {
    expect(await docker(['exec', nodeName, 'rabbitmqctl', '--quiet', 'list_vhosts'])).toContain('/');
  });
});

/** Whether a port answers the greeting of AMQP as it is. */
function greetsWithoutTls(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(Buffer.from('AMQP\0\0\x09\x01')));
    const end = (greets: boolean) => {
      resolve(greets);
      socket.destroy();
    };
    socket.on('data', (frame) => end(frame.readUInt8(0) === 1));
    socket.on('error', () => end(false)).on('close', () => end(false));
  });
}
