import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import type { Password } from '../access/password';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse, unless } from '../terraform/validation-error';
import { httpApiProvider } from '../terraform/http-api-provider';
import { serverVersionOf } from './image-version';
import type { BrokerRef } from '../references';
import { checkProps } from '../props/check-props';

export interface RemoteBrokerProps {
  /** Where its HTTP API answers: `https://rabbitmq.example.com:15671`. It must be known when a plan is made. */
  readonly endpoint: string;
  /** An administrator. */
  readonly username: string;
  readonly password: Password;
  /** Its server's version, by which everything declared is judged: `4.3` or `4.0.5`. */
  readonly serverVersion: string;
  /**
   * How many nodes it has.
   * @default 1
   */
  readonly nodeCount?: number;
  /**
   * Whether a plan may destroy virtual hosts and queues that are declared on it.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A broker that exists already, wherever it is: topology is declared on it, and nothing else. */
export class RemoteBroker extends Construct implements BrokerRef {
  readonly provider: TerraformProvider;
  readonly dependencies: readonly ITerraformDependable[] = [];
  readonly serverVersion: ServerVersion;
  readonly nodeCount: number;
  readonly removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, props: RemoteBrokerProps) {
    checkProps(scope, id, 'RemoteBrokerProps', props);
    super(scope, id);
    const { endpoint, username, password, nodeCount = 1, removalPolicy = 'protect' } = props;
    refuse(
      this,
      unless(
        /^https?:\/\/[^/@]+\/?$/.test(endpoint),
        `'endpoint' must be http://HOST:PORT or https://HOST:PORT without credentials`,
      ),
      unless(
        Number.isSafeInteger(nodeCount) && nodeCount >= 1,
        `'nodeCount' must be a whole number, 1 or more, got ${nodeCount}`,
      ),
      parseServerVersion(props.serverVersion) === undefined
        ? `'serverVersion' must be a version such as '4.3' or '4.0.5', got '${props.serverVersion}'`
        : undefined,
    );
    this.serverVersion = serverVersionOf(this, '', props.serverVersion);
    this.nodeCount = nodeCount;
    this.removalPolicy = removalPolicy;
    this.provider = httpApiProvider(this, { endpoint, username, password: password.value });
  }
}
