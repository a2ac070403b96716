import { ClusterStack } from '../../../stacks/cluster';
import { MonitoringStack } from '../../../stacks/monitoring';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';

const everywhere = '0.0.0.0';

test.each([
  ['ssh://ops@broker.example.com', everywhere, 'broker.example.com'],
  ['tcp://[fd00::5]:2376', everywhere, '[fd00::5]'],
  ['tcp://broker.example.com:2376', '10.0.0.5', '10.0.0.5'],
  ['tcp://127.0.0.1:2375', everywhere, '127.0.0.1'],
  ['unix:///var/run/docker.sock', everywhere, '127.0.0.1'],
  [undefined, everywhere, '127.0.0.1'],
])('with the engine at %s, what is published on %s is reached at %s', (dockerHost, bindAddress, host) => {
  const app = testApp();
  const single = new SingleNodeStack(app, 'single-node', { dockerHost, bindAddress });
  const { broker } = new ClusterStack(app, 'cluster', { dockerHost, bindAddress });
  const monitoring = new MonitoringStack(app, 'monitoring', { dockerHost, bindAddress, brokers: [single.broker] });

  expect(single.broker.managementUrl).toBe(`http://${host}:15672`);
  expect(broker.managementUrl).toBe(`http://${host}:15670`);
  expect(broker.amqpUrls).toEqual([`amqp://${host}:5670`]);
  expect(synth(monitoring)['output']).toMatchObject({ prometheus_url: { value: `http://${host}:9090` } });
});

test.each([
  ['a single node', SingleNodeStack],
  ['a cluster', ClusterStack],
])('%s that only the machine of its engine could reach is refused', (_, Stack) => {
  const remedy =
    /'bindAddress' must be the address of broker\.example\.com, .* that this machine reaches, or 0\.0\.0\.0 .*, got '127\.0\.0\.1'/;

  expect(() => new Stack(testApp(), 'stack', { dockerHost: 'ssh://ops@broker.example.com' })).toThrow(remedy);
});
