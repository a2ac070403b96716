import { DataTerraformRemoteStateLocal, TerraformOutput, TerraformStack } from 'cdktf';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { Password } from '../../../constructs/access/password';
import { User } from '../../../constructs/access/user';
import { DockerBroker } from '../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { CredentialsSecret } from '../../../constructs/kubernetes/credentials-secret';
import { KubernetesBroker } from '../../../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../../../constructs/kubernetes/kubernetes-cluster';
import { Vhost } from '../../../constructs/topology/vhost';
import { brokerFixture, resourceOf, synth, testApp } from '../../harness';

const https = { endpoint: 'https://rabbitmq.example.com:15671', clientUrls: ['amqps://rabbitmq.example.com'] };

/** What becomes of credentials as a sensitive output. */
function outputOf(stack: TerraformStack, fields: Readonly<Record<string, string>>) {
  new TerraformOutput(stack, 'credentials', { value: fields, sensitive: true });
  const { output } = synth(stack) as unknown as { output: { credentials: { value: Record<string, string> } } };
  return output.credentials.value;
}

describe('credentials of a user', () => {
  test('are a Secret of the service binding specification, made once the user is there', () => {
    const { stack, broker, vhost } = brokerFixture({ ...https, caCertificateFile: '/etc/ca.pem' });
    const worker = new User(stack, 'worker', { broker });
    const cluster = new KubernetesCluster(stack, 'kubernetes');

    const credentials = worker.credentials(vhost);
    const secret = new CredentialsSecret(stack, 'shop-rabbitmq', { credentials, cluster, namespace: 'shop' });

    const password = expect.stringMatching(/^\$\{random_password\.worker_Password_\w+\.result\}$/);
    expect(resourceOf(stack, secret)).toMatchObject({
      metadata: { name: 'shop-rabbitmq', namespace: 'shop' },
      type: 'servicebinding.io/rabbitmq',
      data: {
        type: 'rabbitmq',
        provider: 'rabbitmq',
        host: 'rabbitmq.example.com',
        port: '5671',
        username: 'worker',
        password,
        'virtual-host': 'shop',
        uri: expect.stringMatching(
          /^amqps:\/\/worker:\$\{random_password\.worker_Password_\w+\.result\}@rabbitmq\.example\.com:5671\/shop$/,
        ),
        'ca.crt': '${file("/etc/ca.pem")}',
      },
      depends_on: ['rabbitmq_user.worker', 'rabbitmq_vhost.vhost'],
    });
  });

  test('tell plain AMQP from TLS and streams on a broker in a container', () => {
    const stack = new TerraformStack(testApp(), 'test');
    const engine = new DockerEngine(stack, 'docker');
    const broker = new DockerBroker(stack, 'broker', {
      engine,
      tls: { plainListeners: ['amqp'] },
      plugins: ['rabbitmq_stream'],
      ports: { stream: 5552 },
    });
    const vhost = new Vhost(stack, 'vhost', { broker, vhostName: 'shop' });
    const worker = new User(stack, 'worker', { broker });

    const plain = worker.credentials(vhost).fields;
    const encrypted = worker.credentials(vhost, { scheme: 'amqps' }).fields;
    const streams = worker.credentials(vhost, { scheme: 'rabbitmq-stream+tls' }).fields;

    expect([plain['port'], encrypted['port'], streams['port']]).toEqual(['5672', '5671', '5552']);
    expect(plain).not.toHaveProperty(['ca.crt']);
    expect(outputOf(stack, encrypted)['ca.crt']).toMatch(/^\$\{tls_self_signed_cert\./);
    expect(() => worker.credentials(vhost, { scheme: 'mqtt' })).toThrow(
      "broker 'test/broker' serves no 'mqtt'; it serves 'amqp', 'amqps', 'rabbitmq-stream+tls'",
    );
  });

  test('name the Service on Kubernetes', () => {
    const stack = new TerraformStack(testApp(), 'test');
    const cluster = new KubernetesCluster(stack, 'kubernetes');
    const broker = new KubernetesBroker(stack, 'broker', { cluster, tls: {} });
    const vhost = Vhost.fromVhostName(stack, 'vhost', broker, '/');

    expect(new User(stack, 'worker', { broker }).credentials(vhost).fields).toMatchObject({
      host: 'rabbitmq.rabbitmq.svc',
      port: '5671',
      'virtual-host': '/',
      uri: expect.stringMatching(/^amqps:\/\/worker:.+@rabbitmq\.rabbitmq\.svc:5671\/%2F$/),
    });
  });

  test('have a password from elsewhere escaped in the URI, as Terraform works out when it knows it', () => {
    const { stack, broker, vhost } = brokerFixture(https);
    const vault = new DataTerraformRemoteStateLocal(stack, 'elsewhere', { path: 'x' });
    const password = Password.fromExpression(stack, vault.getString('password'));
    const worker = new User(stack, 'worker', { broker, password });

    const { password: given, uri } = outputOf(stack, worker.credentials(vhost).fields);

    const expression = 'sensitive(data.terraform_remote_state.elsewhere.outputs.password)';
    expect(given).toBe(`\${${expression}}`);
    expect(uri).toBe(`amqps://worker:\${replace(urlencode(${expression}), "+", "%20")}@rabbitmq.example.com:5671/shop`);
  });

  test('are refused where nobody knows the address, and of a virtual host of another broker', () => {
    const { stack, broker, vhost } = brokerFixture();
    const other = brokerFixture(https);

    expect(() => new User(stack, 'worker', { broker }).credentials(vhost)).toThrow(
      "nobody knows where clients of 'test/broker' connect; set 'clientUrls' of the broker: ['amqps://HOST:5671']",
    );
    expect(() => new User(other.stack, 'worker', { broker: other.broker }).credentials(vhost)).toThrow(
      "'vhost' must be on the user's broker 'test/broker', got 'shop' on 'test/broker'",
    );
  });

  test.each([['Shop'], ['-shop'], ['shop-'], ['']])('are no Secret in the namespace %j', (namespace) => {
    const { stack, broker, vhost } = brokerFixture(https);
    const cluster = new KubernetesCluster(stack, 'kubernetes');
    const credentials = new User(stack, 'worker', { broker }).credentials(vhost);

    expect(() => new CredentialsSecret(stack, 'secret', { credentials, cluster, namespace })).toThrow(
      `'namespace' must be a name of Kubernetes: at most 63 lower case letters, digits, '-' and '.', with a letter or digit first and last, got '${namespace}'`,
    );
  });
});

test.each([
  ['a password', () => Password.fromExpression(new TerraformStack(testApp(), 'test'), 'hunter2')],
  ['a URI with credentials', () => AmqpUri.fromExpression(new TerraformStack(testApp(), 'test'), 'amqp://a:hunter2@b')],
])('%s as text is refused, and not repeated', (what, given) => {
  expect(given).toThrow(`as text ${what} would be written into the stack's file`);
  expect(given).not.toThrow('hunter2');
});

test('clientUrls with credentials are refused, and they are not repeated', () => {
  const declared = () => brokerFixture({ ...https, clientUrls: ['amqps://me:s3cret@example.com'] });

  expect(declared).toThrow("'clientUrls' must be SCHEME://HOST or SCHEME://HOST:PORT, without credentials and path");
  expect(declared).not.toThrow('s3cret');
});
