import { join } from 'node:path';
import { run } from '../../host/command';
import { docker } from '../../host/docker';
import { projectRoot } from '../../lab/folders';
import { freePorts } from '../../lab/ports';
import { describeWith } from '../setup/missing';

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
    await docker(['rm', '--force', '--volumes', nodeName]);
    await docker(['volume', 'rm', '--force', `${nodeName}-data`]);
    await docker(['network', 'rm', nodeName]).catch(() => undefined);
  });

  test('brings up a broker without Terraform, and a message comes through its topology', async () => {
    const said = await quickstart();

    expect(said).toContain(`'hello from the quickstart' came through exchange direct_logs and queue warnings`);
    expect(said).toContain(`http://127.0.0.1:${env['RABBITMQ_CDK_MANAGEMENT_PORT']} as admin`);
    expect(await docker(['inspect', '--format', '{{.State.Health.Status}}', nodeName])).toBe('healthy');
  });

  test('run again says what is there already, and how to remove it', async () => {
    await expect(quickstart()).rejects.toThrow(
      new RegExp(`there is a container already: ${nodeName}, Up [^]*'npm run lab -- down' removes it`),
    );
  });

  function quickstart(): Promise<string> {
    return run(process.execPath, [join(projectRoot, 'lab/quickstart.cjs')], { env });
  }
});
