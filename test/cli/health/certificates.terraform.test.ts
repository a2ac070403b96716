import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformProgram } from '../../../host/terraform';
import { projectRoot } from '../../../lab/folders';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { giveCertificates } from '../../given-certificates';
import { removeDeployed } from '../../remove-deployed';
import { describeWith } from '../../setup/missing';
import { jsonOutputOf } from '../json-output';

jest.setTimeout(300_000);

/** The real command line, Terraform, engine and broker. */
describeWith('terraform', 'the health of a deployed broker whose certificate is valid for ten days', () => {
  const node = `rabbitmq-cdk-certified-${process.pid}`;
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const { ca } = await giveCertificates(folder, 'client');
    const app = `node --import tsx ${join(__dirname, 'certificates-app.ts')}`;
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
    env = {
      ...process.env,
      CERTIFICATES: folder,
      CHECKPOINT_DISABLE: '1',
      IMAGE: await ensureImage(rabbitmqImage()),
      NODE: node,
      NODE_EXTRA_CA_CERTS: ca,
      PORTS: (await freePorts(3)).join(','),
      STATE: join(folder, 'certified.tfstate'),
      TERRAFORM_BINARY_NAME: terraformProgram(),
    };
    const { code, said } = await command('deploy', 'certified', '--auto-approve');
    assert.equal(code, 0, said);
  });
  afterAll(async () => {
    await removeDeployed([node], [node]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('names each of its listeners, those of HTTPS at published ports too', async () => {
    const { code, said } = await command('health', 'certified', '--format', 'json');

    const findings = jsonOutputOf('health', said).findings as readonly Finding[];
    const told = findings.filter(({ check }) => check === 'certificates');
    expect(code).toBe(2);
    expect(told.map(({ severity, object }) => [severity, object])).toEqual(
      told.map(() => ['notice', `rabbit@${node}`]),
    );
    expect(told.map(({ message }) => message.replace(/expires: .*T.*Z$/, 'expires')).sort()).toEqual(
      [
        ['amqp/ssl', 5671],
        ['https', 15671],
        ['https/prometheus', 15691],
        ['https/web-mqtt', 15676],
        ['https/web-stomp', 15677],
        ['stream/ssl', 5551],
      ].map(([protocol, port]) => `the certificate of its listener for ${protocol}, port ${port}, expires`),
    );
  });

  function command(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args];
    return new Promise((resolve) => {
      execFile(process.execPath, words, { cwd: folder, env }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), said }),
      );
    });
  }
});

interface Finding {
  readonly check: string;
  readonly severity: string;
  readonly object: string;
  readonly message: string;
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'certified-'));
}
