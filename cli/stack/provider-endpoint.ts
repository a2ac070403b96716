import { stackConfig } from './stack-config';

/** How the first RabbitMQ provider of a stack reaches its broker, as far as the synthesized file says it. */
export interface ProviderEndpoint {
  readonly url?: string;
  readonly username?: string;
  /** The Terraform variable that gives the password; undefined where something else does. */
  readonly passwordVariable?: string;
  readonly caFile?: string;
  readonly clientCertificateFile?: string;
  readonly clientKeyFile?: string;
  readonly insecure: boolean;
}

/**
 * Reads it from a stack's `cdk.tf.json`.
 * @param directory - the stack's folder in `cdktf.out`
 * @throws UserError when the file cannot be read
 */
export function providerEndpoint(directory: string): ProviderEndpoint {
  const { provider = {} } = stackConfig(directory);
  const configuration = provider['rabbitmq']?.[0] ?? {};
  const { endpoint, username, password, insecure } = configuration;
  return {
    url: literal(endpoint),
    username: literal(username),
    passwordVariable: typeof password === 'string' ? /^\$\{var\.([^.}]+)\}$/.exec(password)?.[1] : undefined,
    caFile: literal(configuration['cacert_file']),
    clientCertificateFile: literal(configuration['clientcert_file']),
    clientKeyFile: literal(configuration['clientkey_file']),
    insecure: insecure === true,
  };
}

/** A text that Terraform takes as it stands. */
function literal(value: unknown): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined;
}
