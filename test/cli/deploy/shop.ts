import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformProgram } from '../../../host/terraform';
import type { StartedBroker } from '../../../lab/broker';

/** Writes the settings of cdktf for an app of one stack, `shop`, with queues that share policies. */
export function writeShop(folder: string): void {
  const app = `node --import tsx ${join(__dirname, 'shop-app.ts')}`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
}

/**
 * The environment in which its commands run.
 * @param state - the file of its state
 * @param ttls - the time to live of each queue, in hours
 */
export function shopEnvironment(
  { managementUrl, username, password, serverVersion }: StartedBroker,
  state: string,
  ttls: readonly number[],
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BROKER_URL: managementUrl,
    BROKER_USERNAME: username,
    BROKER_VERSION: String(serverVersion),
    CHECKPOINT_DISABLE: '1',
    STATE: state,
    TERRAFORM_BINARY_NAME: terraformProgram(),
    TF_VAR_password: password,
    TTLS: ttls.join(','),
  };
}
