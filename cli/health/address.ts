import type { SynthesizedStack } from '../app';
import { Terraform } from '../terraform';
import { UserError } from '../user-error';
import type { BrokerAddress } from './broker-state';
import type { HttpApiAccess } from './http-api';

/** Whether an argument is the URL of a broker, and not the name of a stack. */
export function isUrl(target: string): boolean {
  return /^https?:\/\//.test(target);
}

/**
 * Where a broker answers by its URL. Its user and password come from the URL, or from RABBITMQ_USERNAME and
 * RABBITMQ_PASSWORD, so that they need not be on a command line.
 */
export function addressOfUrl(target: string, env: Readonly<Record<string, string | undefined>>): BrokerAddress {
  const url = new URL(target);
  const username = decodeURIComponent(url.username) || (env['RABBITMQ_USERNAME'] ?? 'guest');
  const password = decodeURIComponent(url.password) || (env['RABBITMQ_PASSWORD'] ?? 'guest');
  // `management.path_prefix` and proxies put the API below a path.
  const prefix = url.pathname.replace(/\/+$/, '');
  return { broker: { url: `${url.origin}${prefix}`, username, password }, nodes: [] };
}

/**
 * Where the broker of a deployed stack answers, as its outputs say.
 * @throws UserError when it is not deployed, or its outputs tell of no broker
 */
export async function addressOfStack({ name, directory }: SynthesizedStack): Promise<BrokerAddress> {
  const terraform = new Terraform(directory);
  await terraform.init();
  const outputs = await terraform.outputs();
  const value = (output: string) => outputs[output]?.value;
  const [url, username, password] = ['management_url', 'username', 'password'].map(value);
  if (typeof url !== 'string' || typeof username !== 'string' || typeof password !== 'string')
    throw new UserError(`stack '${name}' is not deployed, or has no outputs management_url, username and password`);
  const ca = value('ca_certificate');
  const access = (at: unknown): HttpApiAccess => ({
    ...{ url: String(at), username, password },
    ca: typeof ca === 'string' ? ca : undefined,
  });
  const nodes = value('node_management_urls');
  return { broker: access(url), nodes: Array.isArray(nodes) ? nodes.map(access) : [] };
}
