import { RabbitmqProvider } from '@cdktf/provider-rabbitmq/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { providerAlias } from '../../model/provider/provider-alias';
import { escapeTemplates } from './escape-templates';

/** The HTTP API of a broker, and who may use it. */
export interface HttpApi {
  /** Where the HTTP API answers; it must be known when a plan is made. */
  readonly endpoint: string;
  readonly username: string;
  /** The Terraform expression that stands for the password. */
  readonly password: string;
  /**
   * The file in PEM with the authorities to trust.
   * @default - those that the machine trusts
   */
  readonly caCertificateFile?: string;
  /**
   * The file in PEM with the certificate that the client shows.
   * @default - none
   */
  readonly clientCertificateFile?: string;
  /**
   * The file in PEM with its key.
   * @default - none
   */
  readonly clientKeyFile?: string;
  /**
   * Whether to skip the verification of the server's certificate.
   * @default false
   */
  readonly insecure?: boolean;
}

/** The Terraform provider for one broker; a stack's second and later brokers get an alias, the path of their construct. */
export function httpApiProvider(broker: Construct, api: HttpApi): RabbitmqProvider {
  const others = TerraformStack.of(broker)
    .node.findAll()
    .filter((construct) => construct instanceof RabbitmqProvider);
  const alias = others.length === 0 ? undefined : providerAlias(broker.node.path);
  const {
    caCertificateFile: cacertFile,
    clientCertificateFile: clientcertFile,
    clientKeyFile: clientkeyFile,
    ...rest
  } = api;
  return new RabbitmqProvider(broker, 'HttpApi', {
    ...rest,
    username: escapeTemplates(rest.username),
    cacertFile,
    clientcertFile,
    clientkeyFile,
    alias,
  });
}
