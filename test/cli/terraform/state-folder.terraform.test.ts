import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terraform } from '../../../cli/terraform/terraform';
import { describeWith } from '../../setup/missing';

describeWith('terraform', 'a stack whose providers nobody has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-folder-'));
  const configFile = process.env['TF_CLI_CONFIG_FILE'];

  beforeAll(() => {
    writeFileSync(
      join(folder, 'terraformrc'),
      `provider_installation {\n  filesystem_mirror { path = "${folder}" }\n}\n`,
    );
    process.env['TF_CLI_CONFIG_FILE'] = join(folder, 'terraformrc');
    writeFileSync(join(folder, 'terraform.orders.tfstate'), JSON.stringify(state));
  });
  afterAll(() => {
    if (configFile === undefined) delete process.env['TF_CLI_CONFIG_FILE'];
    else process.env['TF_CLI_CONFIG_FILE'] = configFile;
    rmSync(folder, { recursive: true, force: true });
  });

  test('has its outputs and its state all the same, in a fresh clone too', async () => {
    given({ local: { path: 'terraform.orders.tfstate' } });

    await expectState();
  });

  test('has them also where a server keeps its state', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify(state)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    given({ http: { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });

    await expectState();

    server.close();
  });

  function given(backend: object): void {
    const providers = { rabbitmq: { source: 'cyrilgdn/rabbitmq', version: '1.10.1' } };
    const resource = { rabbitmq_queue: { orders: { name: 'orders' } } };
    const config = { terraform: { backend, required_providers: providers }, resource };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(config));
  }

  async function expectState(): Promise<void> {
    const terraform = new Terraform(folder);

    const { management_url: url } = await terraform.outputs();
    const { version, resources } = await terraform.state();

    expect(url?.value).toBe('http://127.0.0.1:15672');
    expect([version, resources.get('rabbitmq_queue.orders')?.attributes['name']]).toEqual(['a1b2 3', 'orders']);
    expect(readdirSync(folder)).not.toContain('.terraform');
    await expect(terraform.plan()).rejects.toThrow('cyrilgdn/rabbitmq');
    rmSync(join(folder, '.terraform'), { recursive: true, force: true });
  }
});

const state = {
  version: 4,
  terraform_version: '1.5.0',
  serial: 3,
  lineage: 'a1b2',
  outputs: { management_url: { value: 'http://127.0.0.1:15672', type: 'string' } },
  resources: [
    {
      mode: 'managed',
      type: 'rabbitmq_queue',
      name: 'orders',
      provider: 'provider["registry.terraform.io/cyrilgdn/rabbitmq"]',
      instances: [{ schema_version: 0, attributes: { name: 'orders' } }],
    },
  ],
};
