import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Diagnosis } from '../../../cli/doctor/diagnosis';
import { diskDiagnosis, nodeDiagnosis } from '../../../cli/doctor/machine';
import { packageDiagnoses } from '../../../cli/doctor/packages';
import { projectRoot } from '../../../lab/folders';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk doctor', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'doctor-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs it where these programs are, and nothing else but a shell. */
  const doctor = (programs: Readonly<Record<string, string>>, ...options: readonly string[]) => {
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return spawnSync(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'doctor', ...options], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: [folder, dirname(process.execPath), '/bin'].join(delimiter), HOME: folder },
    });
  };
  const diagnoses = (programs: Readonly<Record<string, string>>) => {
    const { stdout } = doctor(programs, '--format', 'json');
    const all = (jsonOutputOf('doctor', stdout) as { readonly diagnoses: readonly Diagnosis[] }).diagnoses;
    return (name: string) => all.find((one) => one.name === name);
  };
  const terraform = (init: string) => `case "$1" in version) echo "Terraform v1.11.4";; init) ${init};; esac`;
  const installed = 'echo "- Installed cyrilgdn/rabbitmq v1.10.1 (unauthenticated)"';
  const engine = 'echo 27.0.1';

  test('finds nothing missing where all is there', () => {
    const { status, stdout } = doctor({ terraform: terraform(installed), docker: engine });

    expect(stdout).toContain('cyrilgdn/rabbitmq v1.10.1 can be installed');
    expect(stdout).toContain('Docker 27.0.1');
    expect(stdout).toMatch(/nothing is missing\n$/);
    expect(status).toBe(0);
  });

  test('says where to get what plans and applies, and fails', () => {
    const broken = { terraform: 'echo "no such thing" >&2; exit 127', docker: engine };
    const { status, stdout } = doctor(broken);

    expect(status).toBe(2);
    expect(stdout).toMatch(/^missing {3}Terraform or OpenTofu {2}no such thing\n +review and deploy need it: https:/m);
    expect(stdout).toMatch(/missing: 1\n$/);
  });

  test('tells a Terraform that is too old', () => {
    const found = diagnoses({ terraform: 'echo "Terraform v1.4.6"', docker: engine });

    expect(found('Terraform or OpenTofu')).toMatchObject({ status: 'missing', message: 'Terraform v1.4.6' });
  });

  test('tells that providers cannot be installed, in what Terraform says of it', () => {
    const offline =
      'printf "╷\\n│ Error: Failed to query available provider packages\\n│ \\n│ no such host\\n╵\\n" >&2; exit 1';
    const found = diagnoses({ terraform: terraform(offline), docker: engine });

    expect(found("Terraform's providers")).toMatchObject({
      status: 'missing',
      message: 'Error: Failed to query available provider packages no such host',
      remedy: expect.stringContaining('docs/air-gapped.md'),
    });
  });

  test('needs an engine only for brokers in containers', () => {
    const docker = 'echo "Cannot connect to the Docker daemon" >&2; exit 1';
    const { status, stdout } = doctor({ terraform: terraform(installed), docker });

    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^optional {2}container engine +Cannot connect to the Docker daemon\n +brokers in containers need it/m,
    );
  });

  test('needs cdktf only where there is an app', () => {
    const without = packageDiagnoses(folder, projectRoot)[0];
    writeFileSync(join(folder, 'cdktf.json'), '{}');
    const within = packageDiagnoses(folder, projectRoot)[0];

    expect(without).toMatchObject({ name: 'cdktf', status: 'optional' });
    expect(within).toMatchObject({ name: 'cdktf', status: 'missing', remedy: 'npm install cdktf' });
  });

  test('tells two copies of cdktf, whose constructs do not know each other', () => {
    const copy = join(folder, 'node_modules/cdktf');
    mkdirSync(copy, { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{ "version": "0.20.0" }');
    writeFileSync(join(folder, 'cdktf.json'), '{}');

    const [cdktf] = packageDiagnoses(folder, projectRoot);

    expect(cdktf?.message).toMatch(/^two copies, .*: 0\.20\.0 in .*, 0\.21\.\d+ in /);
    expect(cdktf?.remedy).toContain('npm ls cdktf');
  });

  test('knows the oldest Node.js, and how much space there is', () => {
    expect(nodeDiagnosis('18.20.1')).toMatchObject({
      status: 'missing',
      remedy: expect.stringContaining('Node.js 20'),
    });
    expect(nodeDiagnosis('20.0.0').status).toBe('ok');
    expect(diskDiagnosis(folder).message).toMatch(/^\d+\.\d GiB are free in /);
  });
});
