import { topologyOf } from '../../constructs/declared/declaration';
import { docker } from '../../host/docker';
import { management } from '../../host/management';
import { ensureImage } from '../../lab/image';
import { haproxyImage } from '../../lab/images/haproxy';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { Size } from '../../model/units/size';
import { ClusterStack } from '../../stacks/cluster';
import { EveryKind } from '../every-kind';
import { freePortRange } from '../free-port-range';
import { testApp } from '../harness';
import { compareWithLive } from '../live';
import { describeWith } from '../setup/missing';
import { sharedBrokerPlugins } from '../setup/shared-broker';
import { DeployedStack } from '../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'a cluster that imports its topology when it boots', () => {
  const clusterName = `cdk-definitions-${process.pid}-node`;
  let stack: ClusterStack;
  let deployed: DeployedStack;

  beforeAll(async () => {
    const [amqp, http, statistics] = await freePorts(3);
    const first = await freePortRange(12);
    stack = new ClusterStack(testApp(), 'definitions', {
      topologyBy: 'definitions',
      image: await ensureImage(rabbitmqImage()),
      balancerImage: await ensureImage(haproxyImage()),
      clusterName,
      memory: Size.mebibytes(512),
      plugins: [...sharedBrokerPlugins, 'rabbitmq_stream'],
      ports: { amqp: first, management: first + 3, prometheus: first + 6, stream: first + 9 },
      balancerPorts: { amqp, management: http, statistics },
      removalPolicy: 'destroy',
    });
    new EveryKind(stack, 'every-kind', stack);
    deployed = new DeployedStack(stack);
    await deployed.apply();
  });
  afterAll(async () => {
    const nodes = [1, 2, 3].map((number) => `${clusterName}${number}`);
    await docker(['rm', '--force', '--volumes', ...nodes, `${clusterName}-balancer`]);
    await docker(['volume', 'rm', '--force', ...nodes.map((node) => `${node}-data`)]);
    await docker(['network', 'rm', '--force', `${clusterName}-cluster`]);
  });

  test('shows all of it on one cluster of three, as its administrator', async () => {
    const api = management(stack.broker.managementUrl, 'admin', await deployed.output('password'));

    const compared = await compareWithLive(api, topologyOf(stack));
    const nodes = await api.get<readonly { readonly running: boolean }[]>('nodes');

    expect(nodes.filter(({ running }) => running)).toHaveLength(3);
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('is planned once', async () => {
    expect(await deployed.plan()).toContain('No changes.');
  });
});
