import { User } from '../../../constructs/access/user';
import { GlobalParameter } from '../../../constructs/broker/global-parameter';
import { Parameter } from '../../../constructs/topology/parameter';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { SingleNodeStack } from '../../../stacks/single-node';
import { brokerFixture, synth, testApp } from '../../harness';
import { userResource } from '../../../model/provider/users';
import { vhostResource } from '../../../model/provider/vhosts';

/** The files that a stack's container is given, by path. */
function filesOf(stack: SingleNodeStack): Readonly<Record<string, string>> {
  const [container] = Object.values(synth(stack).resource['docker_container'] ?? {});
  const uploads = container?.['upload'] as readonly { readonly file: string; readonly content: string }[];
  return Object.fromEntries(uploads.map(({ file, content }) => [file, content]));
}

test('a node imports what is declared, later or earlier, and nothing is made by the provider', () => {
  const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions' });
  const vhost = new Vhost(stack, 'shop', { broker: stack.broker, description: 'costs ${much}', tags: ['eu'] });
  new QuorumQueue(stack, 'orders@eu', { vhost });

  const files = filesOf(stack);

  expect(files['/etc/rabbitmq/rabbitmq.conf']).toContain(
    'definitions.import_backend = local_filesystem\n' +
      'definitions.local.path = /etc/rabbitmq/definitions.json\n' +
      'definitions.skip_if_unchanged = true\n',
  );
  expect(files['/etc/rabbitmq/definitions.json']).toContain('"name": "orders@eu"');
  expect(files['/etc/rabbitmq/definitions.json']).toContain('"description": "costs $${much}"');
  expect(Object.keys(synth(stack).resource).filter((type) => type.startsWith('rabbitmq_'))).toEqual([]);
});

test('the file brings the administrator and the virtual host / that a node with definitions does not make', () => {
  const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions', adminUser: 'root' });

  const content = filesOf(stack)['/etc/rabbitmq/definitions.json'] ?? '';

  const { users, vhosts, permissions } = JSON.parse(content.replace(/\$\{one.*\)\}/, 'hash'));
  expect(users).toMatchObject([{ name: 'root', password_hash: 'hash', tags: ['administrator'] }]);
  expect(vhosts).toMatchObject([{ name: '/' }]);
  expect(permissions).toEqual([{ user: 'root', vhost: '/', configure: '.*', write: '.*', read: '.*' }]);
});

test('limits of users, tags of virtual hosts and parameters are refused where the provider is used', () => {
  const { stack, broker, vhost } = brokerFixture();
  const remedy = /is not supported by the Terraform provider; declare it through boot definitions/;
  const saying = (why: string) =>
    new RegExp(`is not supported by the Terraform provider, which ${why}; declare it through boot definitions`);

  expect(() => new User(stack, 'a', { broker, maxConnections: 1 })).toThrow(saying(userResource.lacks.limits));
  expect(() => new User(stack, 'b', { broker, maxChannels: 1 })).toThrow(saying(userResource.lacks.limits));
  expect(() => new Vhost(stack, 'c', { broker, tags: ['x'] })).toThrow(saying(vhostResource.lacks.tags));
  expect(() => new Parameter(stack, 'd', { vhost, component: 'federation-upstream-set', value: [] })).toThrow(remedy);
  expect(() => new GlobalParameter(stack, 'e', { broker, value: 1 })).toThrow(remedy);
});
