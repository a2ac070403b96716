import { applyStack } from '../../lab/apply';
import { docker } from '../../host/docker';
import { management, type Management } from '../../host/management';
import { ensureImage } from '../../lab/image';
import { haproxyImage } from '../../lab/images/haproxy';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { freePorts } from '../../lab/ports';
import { until } from '../../host/until';
import { Size } from '../../model/units/size';
import { ClusterStack, type ClusterStackProps } from '../../stacks/cluster';
import { freePortRange } from '../free-port-range';
import { balancedServers } from './balanced-servers';
import { synth, testApp } from '../harness';

/** A cluster that runs on the lab's engine as its stack describes it. */
export interface LabCluster {
  readonly stack: ClusterStack;
  /** The containers of its nodes. */
  readonly nodeNames: readonly string[];
  readonly balancerName: string;
  /** The AMQP URL of the virtual host `/` through the load balancer, with the administrator's credentials. */
  readonly url: string;
  /** The HTTP API through the load balancer, where it speaks HTTP. */
  readonly api: Management;
  /** One of the stack's outputs. */
  output(name: string): string;
  /** Ends a node at once, as a power cut does. */
  kill(nodeName: string): Promise<void>;
  /** Starts a node, and waits until it is there for its peers, for clients and for the load balancer. */
  bringBack(nodeName: string): Promise<void>;
  destroy(): Promise<void>;
}

/**
 * Starts a cluster from a synthesized stack.
 * @param declare - declares topology on the stack
 */
export async function startLabCluster(
  clusterName: string,
  props: ClusterStackProps = {},
  declare: (stack: ClusterStack) => void = () => undefined,
): Promise<LabCluster> {
  const [amqp = 0, amqps = 0, http = 0, statistics = 0] = await freePorts(4);
  const { nodeCount = 3 } = props;
  const first = await freePortRange(5 * nodeCount);
  const port = (kind: number): number => first + kind * nodeCount;
  const stack = new ClusterStack(testApp(), 'cluster', {
    clusterName,
    image: await ensureImage(rabbitmqImage()),
    balancerImage: await ensureImage(haproxyImage()),
    memory: Size.mebibytes(512),
    ports: { amqp: port(0), amqps: port(1), management: port(2), prometheus: port(3), stream: port(4) },
    balancerPorts: { amqp, amqps, management: http, statistics },
    ...props,
  });
  declare(stack);
  const applied = await applyStack(synth(stack));
  const output = (name: string) => String(applied.outputs[name]);
  const api = management(output('management_url'), output('username'), output('password'), 10_000);
  const nodeNames = stack.broker.nodes.map((_, index) => `${clusterName}${index + 1}`);
  return {
    stack,
    nodeNames,
    balancerName: `${clusterName}-balancer`,
    url: output('connection_string'),
    api,
    output,
    kill: async (nodeName) => void (await docker(['kill', nodeName])),
    bringBack: async (nodeName) => {
      await docker(['start', nodeName]);
      await until(`${nodeName} is back`, () => isBack(nodeName, api, output('statistics_url')), { within: 120_000 });
    },
    destroy: () => applied.destroy(),
  };
}

async function isBack(nodeName: string, api: Management, statisticsUrl: string): Promise<void> {
  const nodes = await api.get<readonly { readonly name: string; readonly running: boolean }[]>('nodes');
  if (!nodes.some(({ name, running }) => name === `rabbit@${nodeName}` && running)) throw new Error('it does not run');
  const servers = await balancedServers(statisticsUrl);
  if (!servers.some(({ proxy, node, status }) => proxy === 'amqp' && node === nodeName && status === 'UP'))
    throw new Error('the load balancer does not see it');
  const queues =
    await api.get<readonly { readonly name: string; readonly members?: string[]; readonly online?: string[] }[]>(
      'queues',
    );
  for (const { name, members = [], online = [] } of queues)
    if (online.length < members.length) throw new Error(`of queue '${name}' only ${online.join(', ')} are online`);
}
