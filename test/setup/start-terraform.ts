import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from '../../host/command';
import { ensureEngine } from '../../lab/engine';
import { projectRoot, stateFolder } from '../../lab/folders';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { during } from '../../lab/progress';
import { Unavailable } from '../../lab/unavailable';
import { reportMissing } from './missing';
import startEngine from './start-engine';

/** Before layers that deploy with Terraform: an engine, and whether the stacks' providers can be installed. */
async function setUp(): Promise<void> {
  await startEngine();
  try {
    // What is deployed runs on the engine.
    await ensureEngine();
    await ensureImage(rabbitmqImage);
    await during('asking Terraform for the providers', requireProviders);
  } catch (error) {
    reportMissing('terraform', error);
  }
}

async function requireProviders(): Promise<void> {
  const output = join(stateFolder, 'terraform');
  mkdirSync(output, { recursive: true });
  await run(process.execPath, ['--import', 'tsx', join(projectRoot, 'main.ts')], { env: { CDKTF_OUTDIR: output } });
  const stack = join(output, 'stacks', 'single-node');
  try {
    await run('terraform', [`-chdir=${stack}`, 'init', '-backend=false', '-input=false', '-no-color'], {
      timeout: 300_000,
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Unavailable(`terraform cannot install the providers: ${summaryOf(error.reason)}`);
  }
}

/** The first error of what Terraform says, without the frame that it draws. */
function summaryOf(reason: string): string {
  const lines = reason.split('\n').map((line) => line.replace(/^[│╷╵]\s*/, '').trim());
  return lines.find((line) => line.startsWith('Error:')) ?? lines.find(Boolean) ?? 'no reason given';
}

export = setUp;
