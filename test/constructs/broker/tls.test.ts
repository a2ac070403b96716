import { TerraformStack } from 'cdktf';
import { DockerBroker } from '../../../constructs/docker/docker-broker';
import { DockerCluster } from '../../../constructs/docker/docker-cluster';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { KubernetesBroker } from '../../../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../../../constructs/kubernetes/kubernetes-cluster';
import type { PlainListener, TlsOptions } from '../../../constructs/broker/tls';
import type { RabbitmqConf } from '../../../model/server/rabbitmq-conf';
import { synth, testApp } from '../../harness';

interface Options {
  readonly tls?: TlsOptions;
  readonly plugins?: readonly string[];
  readonly conf?: RabbitmqConf;
}

/** A broker of each kind with the same options. */
const kinds: readonly [
  string,
  (stack: TerraformStack, options: Options) => DockerBroker | DockerCluster | KubernetesBroker,
][] = [
  [
    'in a container',
    (stack, options) => new DockerBroker(stack, 'b', { engine: new DockerEngine(stack, 'd'), ...options }),
  ],
  [
    'of several containers',
    (stack, options) => new DockerCluster(stack, 'b', { engine: new DockerEngine(stack, 'd'), ...options }),
  ],
  [
    'in Kubernetes',
    (stack, options) => new KubernetesBroker(stack, 'b', { cluster: new KubernetesCluster(stack, 'k'), ...options }),
  ],
];

/** The lines of the first rabbitmq.conf in what is synthesized. */
function settingsOf(stack: TerraformStack): readonly string[] {
  const text = JSON.stringify(synth(stack));
  const [, conf = ''] = /"((?:[^"\\]|\\.)*disk_free_limit(?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return conf.split('\\n');
}

describe.each(kinds)('a broker %s', (_, create) => {
  const settings = (options: Options) => {
    const stack = new TerraformStack(testApp(), 'test');
    create(stack, options);
    return settingsOf(stack);
  };

  test('that speaks TLS serves nothing without it, in versions 1.2 and 1.3, to clients that show a certificate', () => {
    expect(settings({ tls: {}, plugins: ['rabbitmq_stream'] })).toEqual(
      expect.arrayContaining([
        'listeners.tcp = none',
        'stream.listeners.tcp = none',
        'prometheus.tcp.ip = 127.0.0.1',
        'management.ssl.port = 15671',
        'prometheus.ssl.port = 15691',
        'ssl_options.verify = verify_peer',
        'ssl_options.fail_if_no_peer_cert = true',
        'ssl_options.versions.1 = tlsv1.3',
        'ssl_options.versions.2 = tlsv1.2',
        'management.ssl.versions.2 = tlsv1.2',
        'prometheus.ssl.versions.2 = tlsv1.2',
        'auth_mechanisms.3 = EXTERNAL',
        'ssl_cert_login_from = common_name',
      ]),
    );
  });

  test('asks no client for a certificate where that is said, and then offers no login by one', () => {
    const lines = settings({ tls: { verifyClients: false } });

    expect(lines).toEqual(
      expect.arrayContaining(['ssl_options.verify = verify_none', 'ssl_options.fail_if_no_peer_cert = false']),
    );
    expect(lines.join()).not.toMatch(/EXTERNAL|ssl_cert_login_from/);
  });

  test.each<[PlainListener, RegExp]>([
    ['amqp', /^listeners\.tcp = none/m],
    ['stream', /^stream\.listeners\./m],
    ['management', /^management\.ssl\./m],
    ['prometheus', /^prometheus\./m],
  ])('serves %s without TLS where that is said', (plain, encrypted) => {
    const plugins = ['rabbitmq_stream'];

    expect(settings({ tls: {}, plugins }).join('\n')).toMatch(encrypted);
    expect(settings({ tls: { plainListeners: [plain] }, plugins }).join('\n')).not.toMatch(encrypted);
  });

  test.each([true, 'keep it', ['amqps'], [undefined]])(
    'is refused with plain listeners that are %j',
    (plainListeners) => {
      expect(() => settings({ tls: { plainListeners } as never })).toThrow(/'tls.plainListeners(\[0\])?' must be/);
    },
  );

  test('is refused with what no node boots with, whatever it runs on', () => {
    const wrong = () =>
      settings({
        plugins: ['rabbitmq_managment'],
        conf: { 'auth_backends.1': 'ldap', 'listeners.tcp.default': 15672 },
      });

    expect(wrong).toThrow(/rabbitmq_managment[^]*'auth_backends.1' needs plugin[^]*must listen on different ports/);
  });

  test.each<[object, RegExp]>([
    [{ removalPolicy: 'keep' }, /'removalPolicy' must be 'protect' or 'destroy', got 'keep'/],
    [{ topologyBy: 'nobody' }, /'topologyBy' must be 'provider' or 'definitions', got 'nobody'/],
    [{ adminUser: '' }, /'adminUser' must be a name, got ''/],
    [{ image: '', serverVersion: '4.2' }, /'image' must be the name of an image, got ''/],
  ])('is refused with %j', (options, message) => {
    expect(() => settings(options)).toThrow(message);
  });
});

test('each kind knows the authority that can sign certificates for its clients', () => {
  for (const [, create] of kinds) {
    const stack = new TerraformStack(testApp(), 'test');
    const { authority } = create(stack, { tls: {} });
    authority?.issueClient(stack, 'client', 'worker');

    expect(JSON.stringify(synth(stack).resource['tls_cert_request'])).toContain('"common_name":"worker"');
  }
});
