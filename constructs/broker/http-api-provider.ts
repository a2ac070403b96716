import { RabbitmqProvider } from '@cdktf/provider-rabbitmq/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** The HTTP API of a broker, and who may use it. */
export interface HttpApi {
  /** Where the HTTP API answers; it must be known when a plan is made. */
  readonly endpoint: string;
  readonly username: string;
  /** The Terraform expression that stands for the password. */
  readonly password: string;
}

/** The Terraform provider for one broker; a stack's second and later brokers get an alias, the path of their construct. */
export function httpApiProvider(broker: Construct, api: HttpApi): RabbitmqProvider {
  const others = TerraformStack.of(broker)
    .node.findAll()
    .filter((construct) => construct instanceof RabbitmqProvider);
  const alias = others.length === 0 ? undefined : broker.node.path.replace(/[^A-Za-z0-9_-]/g, '_');
  return new RabbitmqProvider(broker, 'HttpApi', { ...api, alias });
}
