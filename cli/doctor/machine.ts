import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';
import type { Diagnosis } from './diagnosis';

/** The Node.js that package.json demands. */
const LEAST_NODE = 20;

/** Providers, a plan and a state of a large app. */
const LEAST_GIBIBYTES = 1;

/** How long a program may take to say something of itself, in milliseconds. */
const PATIENCE = 20_000;

export function nodeDiagnosis(version: string): Diagnosis {
  const major = Number(version.split('.')[0]);
  const isEnough = major >= LEAST_NODE;
  return {
    name: 'Node.js',
    status: isEnough ? 'ok' : 'missing',
    message: version,
    ...(isEnough ? {} : { remedy: `install Node.js ${LEAST_NODE} or newer: https://nodejs.org` }),
  };
}

/** What plans and applies, and whether it gets the provider of RabbitMQ from its registry or mirror. */
export async function terraformDiagnoses(): Promise<readonly Diagnosis[]> {
  const program = terraformProgram();
  const name = 'Terraform or OpenTofu';
  try {
    const said = await run(program, ['version'], { timeout: PATIENCE });
    const [version = ''] = said.split('\n', 1);
    const isOld = /^Terraform v(?:0\.|1\.[0-4]\.)/.test(version);
    if (isOld)
      return [{ name, status: 'missing', message: version, remedy: 'install Terraform 1.5 or newer, or OpenTofu' }];
    return [{ name, status: 'ok', message: `${version} (${program})` }, await providersDiagnosis(program)];
  } catch (error) {
    return [
      {
        name,
        status: 'missing',
        message: reasonOf(error),
        remedy:
          'review and deploy need it: https://developer.hashicorp.com/terraform/install, or https://opentofu.org with ' +
          'TERRAFORM_BINARY_NAME=tofu',
      },
    ];
  }
}

/** Installs the provider into a folder that is removed: nothing else tells whether it can be. */
async function providersDiagnosis(program: string): Promise<Diagnosis> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-doctor-'));
  const name = "Terraform's providers";
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({
      terraform: { required_providers: { rabbitmq: { source: 'cyrilgdn/rabbitmq', version: '~> 1.10' } } },
    }),
  );
  try {
    const said = await run(program, ['init', '-backend=false', '-input=false', '-no-color'], {
      cwd: folder,
      timeout: 120_000,
    });
    const version = /Install(?:ed|ing) cyrilgdn\/rabbitmq (v\S+)/.exec(said)?.[1]?.replace(/\.+$/, '') ?? '';
    return { name, status: 'ok', message: `cyrilgdn/rabbitmq ${version} can be installed` };
  } catch (error) {
    return {
      name,
      status: 'missing',
      message: reasonOf(error),
      remedy:
        'let this machine reach registry.terraform.io, through HTTPS_PROXY if need be, or use a mirror: docs/air-gapped.md',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function engineDiagnosis(): Promise<Diagnosis> {
  const name = 'container engine';
  try {
    const version = await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: PATIENCE });
    return { name, status: 'ok', message: `Docker ${version}` };
  } catch (error) {
    return {
      name,
      status: 'optional',
      message: reasonOf(error),
      remedy: 'brokers in containers need it: start Docker, or name an engine by DOCKER_HOST',
    };
  }
}

export function diskDiagnosis(folder: string): Diagnosis {
  const { bavail, bsize } = statfsSync(folder);
  const gibibytes = (bavail * bsize) / 1024 ** 3;
  const isEnough = gibibytes >= LEAST_GIBIBYTES;
  return {
    name: 'disk',
    status: isEnough ? 'ok' : 'missing',
    message: `${gibibytes.toFixed(1)} GiB are free in ${folder}`,
    ...(isEnough ? {} : { remedy: `free ${LEAST_GIBIBYTES} GiB for providers, plans and states` }),
  };
}

/** What a program said that matters, on one line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof CommandError)) throw error;
  const lines = error.reason.split('\n').map((line) => line.replace(/^[\s│╷╵]+/, '').trim());
  return lines
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ');
}
