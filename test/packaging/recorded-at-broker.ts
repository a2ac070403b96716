import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOutputsAtBroker } from '../../packaging/recorded-outputs';
import { scenes } from '../../packaging/recorded-scenes';

/** The pages whose commands are run at a broker. */
export function pagesAt(needs: 'broker' | 'provider'): readonly string[] {
  return Object.keys(scenes).filter((file) => scenes[file]?.needs === needs);
}

/** A page as it is, and as it is recorded at a fresh broker. */
export async function recordedAtBroker(file: string): Promise<{ readonly page: string; readonly recorded: string }> {
  const page = readFileSync(join(__dirname, '../..', file), 'utf8');
  return { page, recorded: await withOutputsAtBroker(file, page) };
}
