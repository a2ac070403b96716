import type { Construct } from 'constructs';
import { TerraformStack } from 'cdktf';
import { RemoteBroker } from '../../constructs/broker/remote-broker';
import type { BrokerRef } from '../../constructs/references';
import { Vhost, type IVhost } from '../../constructs/topology/vhost';
import { Access } from '../../examples/access';
import { Audit } from '../../examples/audit';
import { BootDefinitions } from '../../examples/boot-definitions';
import { Limits } from '../../examples/limits';
import { Logging } from '../../examples/logging';
import { Reliability } from '../../examples/reliability';
import { Spreading } from '../../examples/spreading';
import { Tasks } from '../../examples/tasks';
import type { StartedBroker } from '../../lab/broker';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { startBroker } from '../../lab/start-broker';
import { SingleNodeStack } from '../../stacks/single-node';
import { testApp } from '../harness';
import { removeDeployed } from '../remove-deployed';
import { describeWith } from '../setup/missing';
import { DeployedStack } from '../terraform';

jest.setTimeout(300_000);

type Example = new (scope: Construct, id: string, props: { broker: BrokerRef; vhost: IVhost }) => Construct;

const plugins = [Audit, BootDefinitions, Reliability, Spreading].flatMap((one) => one.plugins);

/** The real provider. What drifts by itself, or is read back otherwise than it was written, shows in one of two plans. */
describeWith('terraform', 'of an example that was just deployed nothing is planned, twice', () => {
  let broker: StartedBroker;

  beforeAll(async () => {
    broker = await startBroker({ plugins });
  });
  afterAll(() => broker?.stop());

  test.each<[string, Example]>([
    ['Access', Access],
    ['Audit', Audit],
    ['Limits', Limits],
    ['Logging', Logging],
    ['Reliability', Reliability],
    ['Spreading', Spreading],
    ['Tasks', Tasks],
  ])('%s, on a broker that is there', async (name, Example) => {
    const { managementUrl, username, password, serverVersion } = broker;
    const stack = new TerraformStack(testApp(), name.toLowerCase());
    const remote = new RemoteBroker(stack, 'broker', {
      endpoint: managementUrl,
      username,
      password: { value: password },
      serverVersion,
      removalPolicy: 'destroy',
    });
    // The exchange with the events of a broker is in its default virtual host.
    const vhost =
      Example === Audit
        ? Vhost.fromVhostName(stack, 'default', remote, '/')
        : new Vhost(stack, 'of-the-test', { broker: remote, vhostName: `empty-plans-${name}` });
    new Example(stack, 'example', { broker: remote, vhost });

    await expectNothingLeft(new DeployedStack(stack));
  });

  test('BootDefinitions, with a node that imports it', async () => {
    const nodeName = `rabbitmq-cdk-empty-plans-${process.pid}`;
    const [amqp = 0, management = 0, prometheus = 0] = await freePorts(3);
    const stack = new SingleNodeStack(testApp(), 'boot-definitions', {
      topologyBy: 'definitions',
      plugins,
      image: await ensureImage(rabbitmqImage()),
      nodeName,
      ports: { amqp, management, prometheus },
      removalPolicy: 'destroy',
    });
    new BootDefinitions(stack, 'example', stack);
    try {
      await expectNothingLeft(new DeployedStack(stack));
    } finally {
      await removeDeployed([nodeName], [nodeName]);
    }
  });
});

async function expectNothingLeft(deployed: DeployedStack): Promise<void> {
  await deployed.apply();
  try {
    expect(await deployed.plan()).toContain('No changes.');
    expect(await deployed.plan()).toContain('No changes.');
  } finally {
    await deployed.destroy();
  }
}
