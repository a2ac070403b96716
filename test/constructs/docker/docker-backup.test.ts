import { TerraformStack } from 'cdktf';
import { DockerBackup, type DockerBackupProps } from '../../../constructs/docker/docker-backup';
import { DockerBroker, type DockerBrokerOptions } from '../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { Duration } from '../../../model/units/duration';
import { resourcesOf, testApp } from '../../harness';

function containerOf(props: Partial<DockerBackupProps> = {}, options: DockerBrokerOptions = {}) {
  const stack = new TerraformStack(testApp(), 'test');
  const engine = new DockerEngine(stack, 'docker');
  const broker = new DockerBroker(stack, 'broker', { engine, ...options });
  new DockerBackup(stack, 'backup', { engine, broker, image: 'rabbitmq-cdk:1', ...props });
  const containers = Object.values(resourcesOf(stack, 'docker_container')) as Record<string, unknown>[];
  return containers.find(({ name }) => name === 'rabbitmq-single-node-backup');
}

test('is a container on the network of the broker, with a volume of its own', () => {
  expect(containerOf({ every: Duration.hours(6), encryptTo: ['age1x'] })).toMatchObject({
    command: ['http://rabbitmq-single-node:15672', '/backup/definitions', '--encrypt-to', 'age1x'],
    env: expect.arrayContaining(['EVERY=21600', 'RABBITMQ_USERNAME=admin']),
    restart: 'unless-stopped',
    volumes: [{ container_path: '/backup' }],
  });
});

test('trusts the authority that signed the certificate of the broker', () => {
  expect(containerOf({}, { tls: {} })).toMatchObject({
    command: ['https://rabbitmq-single-node:15671', '/backup/definitions'],
    env: expect.arrayContaining(['NODE_EXTRA_CA_CERTS=/etc/rabbitmq-backup/ca.crt']),
    upload: [{ file: '/etc/rabbitmq-backup/ca.crt' }],
  });
});

test('is not made more often than every minute', () => {
  expect(() => containerOf({ every: Duration.seconds(1) })).toThrow("'every' must be a minute at least, got 1 s");
});
