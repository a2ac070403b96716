import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from '../../../host/docker';
import type { Generation } from '../../../lab/generation';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { anyFile } from './every-conf-key';

/** What a server reads of a file: the text of every key, or what keeps it from booting. */
export interface Reading {
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: readonly string[];
}

/** Asks the server of a generation what it reads of files, by the code with which it reads its own. */
export async function readConfs(generation: Generation, confs: readonly string[]): Promise<readonly Reading[]> {
  const image = await ensureImage(rabbitmqImage(generation));
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'));
  const container = await docker(['run', '--detach', '--user', '0', '--entrypoint', 'sleep', image, '600']);
  try {
    for (const [index, conf] of confs.entries()) {
      writeFileSync(join(folder, `${String(index).padStart(6, '0')}.conf`), conf);
    }
    writeFileSync(join(folder, 'any.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    await docker(['cp', folder, `${container}:/confs`]);
    await docker(['exec', container, 'cp', '/confs/any.pem', anyFile]);
    await docker(['cp', join(__dirname, 'read-conf.escript'), `${container}:/read-conf.escript`]);
    const said = await docker(['exec', container, 'escript', '/read-conf.escript', '/opt/rabbitmq/plugins', '/confs']);
    return JSON.parse(said);
  } finally {
    await docker(['rm', '--force', '--volumes', container]);
    rmSync(folder, { recursive: true });
  }
}

/** The version of the server of a generation, as its image says it. */
export async function serverVersionOf(generation: Generation): Promise<string> {
  const image = await ensureImage(rabbitmqImage(generation));
  const env = await docker(['image', 'inspect', '--format', '{{join .Config.Env "\\n"}}', image]);
  return /^RABBITMQ_VERSION=(.+)$/m.exec(env)?.[1] ?? '';
}
