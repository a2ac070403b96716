import type { SynthesizedStack } from '../stack/app';
import { providerEndpoint, type ProviderEndpoint } from '../stack/provider-endpoint';
import { Terraform } from '../terraform/terraform';
import { passwordRemedy } from '../deploy/explain';
import { UserError } from '../program/user-error';
import type { BrokerAddress } from './broker-state';
import type { BrokerEndpoint } from '../broker/broker-endpoint';

/** Whether an argument is a URL, and not the name of a stack. */
export function isUrl(target: string): boolean {
  return target.includes('://');
}

/**
 * Where a broker answers by its URL. Its user and password come from the URL, or from RABBITMQ_USERNAME and
 * RABBITMQ_PASSWORD, so that they need not be on a command line.
 * @throws UserError when it is no URL of a management API; it says nothing of what was given, which may hold a password
 */
export function addressOfUrl(target: string, env: Readonly<Record<string, string | undefined>>): BrokerAddress {
  const url = parsed(target);
  const username = decoded(url.username) || (env['RABBITMQ_USERNAME'] ?? 'guest');
  const password = decoded(url.password) || (env['RABBITMQ_PASSWORD'] ?? 'guest');
  // `management.path_prefix` and proxies put the API below a path.
  const prefix = url.pathname.replace(/\/+$/, '');
  return {
    broker: { url: `${url.origin}${prefix}`, username, password },
    nodes: [],
    remedy: 'give its user and password in the URL, or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD; see docs/health.md',
  };
}

/**
 * Where the broker of a stack answers: as its outputs say, or else as its provider is configured with a password that is
 * a variable, which is how a broker is reached that exists without the stack.
 * @param env - gives the variable as `TF_VAR_NAME`
 * @throws UserError when it is not deployed, or neither tells of a broker, or the variable has no value
 */
export async function addressOfStack(
  { name, directory }: SynthesizedStack,
  env: Readonly<Record<string, string | undefined>>,
): Promise<BrokerAddress> {
  const outputs = await new Terraform(directory).outputs();
  const value = (output: string) => outputs[output]?.value;
  const [url, username, password] = ['management_url', 'username', 'password'].map(value);
  if (typeof url !== 'string' || typeof username !== 'string' || typeof password !== 'string') {
    const existing = addressOfProvider(providerEndpoint(directory), env);
    if (existing !== undefined) return existing;
    throw new UserError(
      `stack '${name}' is not deployed, or has no outputs management_url, username and password; or give the broker's URL instead of the stack`,
    );
  }
  const ca = value('ca_certificate');
  const access = (at: unknown): BrokerEndpoint => ({
    ...{ url: String(at), username, password },
    ca: typeof ca === 'string' ? ca : undefined,
  });
  const listed = (output: string): readonly unknown[] | undefined => {
    const urls = value(output);
    return Array.isArray(urls) ? urls : undefined;
  };
  const metrics = listed('prometheus_urls') ?? [value('prometheus_url')];
  return {
    broker: access(url),
    nodes: (listed('node_management_urls') ?? [url]).map((node, index) => {
      const metricsUrl = metrics[index];
      return { ...access(node), ...(typeof metricsUrl === 'string' ? { metricsUrl } : {}) };
    }),
    remedy: `${passwordRemedy(providerEndpoint(directory).passwordVariable)}; see docs/credentials.md`,
  };
}

function addressOfProvider(
  { url, username, passwordVariable, ...trust }: ProviderEndpoint,
  env: Readonly<Record<string, string | undefined>>,
): BrokerAddress | undefined {
  if (url === undefined || username === undefined || passwordVariable === undefined) return undefined;
  const password = env[`TF_VAR_${passwordVariable}`];
  if (password === undefined)
    throw new UserError(`variable '${passwordVariable}' has no value: set TF_VAR_${passwordVariable}`);
  return {
    broker: { url: url.replace(/\/$/, ''), username, password, ...trust },
    nodes: [],
    remedy: `${passwordRemedy(passwordVariable)}; see docs/credentials.md`,
  };
}

const HINT = 'give http://HOST:15672 or https://HOST:15671, and the user as RABBITMQ_USERNAME and RABBITMQ_PASSWORD';

function parsed(target: string): URL {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined) throw new UserError(`invalid URL, possibly an unescaped character in its password; ${HINT}`);
  if (!['http:', 'https:'].includes(url.protocol))
    throw new UserError(`unsupported URL scheme '${url.protocol}//'; ${HINT}`);
  return url;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new UserError(`a '%' in the URL's user or password is written '%25'; or ${HINT}`);
  }
}
