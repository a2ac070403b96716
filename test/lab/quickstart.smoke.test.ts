import { join } from 'node:path';
import { run } from '../../host/command';
import { docker } from '../../host/docker';
import { projectRoot } from '../../lab/folders';
import { freePorts } from '../../lab/ports';
import { describeWith } from '../setup/missing';
import { removeDeployed } from '../remove-deployed';

jest.setTimeout(180_000);

describeWith('engine', 'the quickstart', () => {
  const nodeName = `rabbitmq-cdk-quickstart-${process.pid}`;
  let env: Record<string, string>;

  beforeAll(async () => {
    const [amqp, management, prometheus] = await freePorts(3);
    env = {
      // There is no such program: what a machine without Terraform does.
      TERRAFORM_BINARY_NAME: 'no-terraform-here',
      RABBITMQ_CDK_NODE_NAME: nodeName,
      RABBITMQ_CDK_AMQP_PORT: String(amqp),
      RABBITMQ_CDK_MANAGEMENT_PORT: String(management),
      RABBITMQ_CDK_PROMETHEUS_PORT: String(prometheus),
    };
  });

  afterAll(async () => {
    await removeDeployed([nodeName], [nodeName]);
  });

  test('brings up a broker without Terraform, and a message comes through its topology', async () => {
    const said = await quickstart(env);

    expect(said).toContain(`'hello from the quickstart' came through exchange direct_logs and queue warnings`);
    expect(said).toContain(`http://127.0.0.1:${env['RABBITMQ_CDK_MANAGEMENT_PORT']} as admin`);
    expect(await docker(['inspect', '--format', '{{.State.Health.Status}}', nodeName])).toBe('healthy');
  });

  test('run again says what is there already, and how to remove it where there is no Terraform', async () => {
    const said = await quickstart(env).catch(String);

    expect(said).toMatch(
      new RegExp(
        `there is a container already: ${nodeName}, Up [^]*'npm run lab -- down' removes it, and then run it again`,
      ),
    );
    expect(said).not.toContain('cdktf destroy');
  });
});

test('the quickstart tells at once of a missing engine and of missing Terraform, and of nothing to remove', async () => {
  const env = { TERRAFORM_BINARY_NAME: 'no-terraform-here', DOCKER_HOST: 'unix:///nowhere/docker.sock' };

  const said = await quickstart(env).catch(String);

  expect(said).toMatch(
    /no Docker engine answers at DOCKER_HOST=unix:[^]*there is neither Terraform \(https:.*nor OpenTofu/,
  );
  expect(said).not.toMatch(/docker ps|destroy|lab -- down/);
});

function quickstart(env: Readonly<Record<string, string>>): Promise<string> {
  return run(process.execPath, [join(projectRoot, 'lab/quickstart.cjs')], { env });
}
