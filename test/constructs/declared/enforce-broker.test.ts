import type { App, TerraformStack } from 'cdktf';
import { acknowledge } from '../../../constructs/declared/acknowledge';
import { enforce } from '../../../constructs/declared/enforce';
import { production } from '../../../rules/packs';
import { ClusterStack, type ClusterStackProps } from '../../../stacks/cluster';
import { KubernetesStack, type KubernetesStackProps } from '../../../stacks/kubernetes';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';

const cluster = (props: ClusterStackProps) => (app: App) => new ClusterStack(app, 'stack', props);
const kubernetes = (props: KubernetesStackProps) => (app: App) => new KubernetesStack(app, 'stack', props);
const tls = {
  certificateFiles: { caFile: 'package.json', certificateFile: 'package.json', privateKeyFile: 'package.json' },
};
const elsewhere = '10.0.0.1';

describe('a broker held to the rules of production', () => {
  test.each<[string, (app: App) => TerraformStack]>([
    ['a cluster as it comes', cluster({})],
    ['a cluster that other machines reach over TLS alone', cluster({ bindAddress: elsewhere, tls })],
    ['a broker in Kubernetes as it comes', kubernetes({})],
    ['one whose machines serve TLS alone', kubernetes({ network: 'open', service: { type: 'NodePort' }, tls: {} })],
    ['one with a digest', kubernetes({ image: `rabbitmq@sha256:${'0'.repeat(64)}`, serverVersion: '4.2' })],
  ])('passes: %s', (_, declare) => {
    expect(faultsOf(declare)).toBe('');
  });

  test.each<[string, (app: App) => TerraformStack, string]>([
    [
      'a cluster that other machines reach',
      cluster({ bindAddress: '0.0.0.0' }),
      "[stack/broker] broker/plain-text-is-local: broker 'stack/broker': it serves amqp and management without TLS outside of its machine or cluster; set 'tls' without plain listeners, or bind it locally",
    ],
    [
      'one that lets them choose TLS',
      cluster({ bindAddress: elsewhere, tls: { ...tls, plainListeners: ['amqp'] } }),
      'it serves amqp without TLS',
    ],
    [
      'a port of every machine of Kubernetes',
      kubernetes({ network: 'open', service: { type: 'NodePort' }, plugins: ['rabbitmq_stream'] }),
      'it serves amqp and stream and management without TLS',
    ],
    [
      'an Ingress without a certificate',
      kubernetes({ network: 'open', ingress: { host: 'rabbitmq.example.com' } }),
      'it serves management without TLS',
    ],
    [
      'the newest image',
      cluster({ image: 'rabbitmq:management', serverVersion: '4.2' }),
      "broker/image-is-pinned: broker 'stack/broker': its image 'rabbitmq:management' is not pinned to a minor version",
    ],
    [
      'one node',
      kubernetes({ replicas: 1 }),
      "broker/survives-a-node: broker 'stack/broker': it has 1 node; use three nodes",
    ],
    ['a guest in charge', cluster({ adminUser: 'guest' }), "broker/administrator-is-not-guest: broker 'stack/broker'"],
  ])('fails: %s', (_, declare, expected) => {
    expect(faultsOf(declare)).toContain(expected);
  });

  test('passes with what is acknowledged at it', () => {
    const declare = (app: App) => {
      const { broker } = new SingleNodeStack(app, 'stack', { bindAddress: elsewhere });
      acknowledge(broker, 'broker/survives-a-node', 'nobody waits for it at night');
      acknowledge(broker, 'broker/plain-text-is-local', 'the machines share a VPN');
      return broker.node.scope as SingleNodeStack;
    };

    expect(faultsOf(declare)).toBe('');
  });
});

/** What the synthesis fails with; nothing when it does not. */
function faultsOf(declare: (app: App) => TerraformStack): string {
  const stack = declare(testApp());
  enforce(production, stack);
  try {
    synth(stack);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
