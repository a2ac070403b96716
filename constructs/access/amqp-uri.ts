import type { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { WITHHELD_URI } from '../../model/definitions/withheld';
import { inUri, Password } from './password';
import { secretExpression } from '../terraform/secret-expression';
import { checkCall } from '../../model/props/check-call';

/** Where a broker is, in the parts of its URI. */
export interface AmqpAddress {
  /** Its host name or IP address, as the broker that connects sees it. */
  readonly host: string;
  /**
   * Its port.
   * @default - RabbitMQ's: 5672, or 5671 with TLS
   */
  readonly port?: number;
  /** Who connects. */
  readonly userName: string;
  /** The password; what is special in URIs is escaped. */
  readonly password: Password;
  /**
   * The virtual host.
   * @default '/'
   */
  readonly vhostName?: string;
  /**
   * Whether the connection is encrypted: `amqps`.
   * @default false
   */
  readonly tls?: boolean;
}

/**
 * The URI of a broker, with credentials in it: no file that is synthesized holds them.
 * @see https://www.rabbitmq.com/docs/uri-spec
 */
export class AmqpUri {
  /**
   * A URI that is given to Terraform, as `TF_VAR_…` or by a file of variables. RabbitMQ's client of AMQP 1.0 takes no path in
   * it; the virtual host is `?hostname=vhost:NAME` there.
   * @param variable - it must be declared `sensitive`, and have no default
   * @throws ValidationError when it would be written into the stack's file
   */
  static fromVariable(variable: TerraformVariable): AmqpUri {
    checkCall('AmqpUri.fromVariable', [variable]);
    const { value } = Password.fromVariable(variable);
    return new AmqpUri(value, value, WITHHELD_URI);
  }

  /**
   * A URI that something else keeps: Vault, a cloud's secret manager, a Secret of Kubernetes, by a data source of its provider.
   * @param expression - an attribute of it, which Terraform treats as sensitive
   * @token expression
   * @throws ValidationError when it is text, which would be written into the stack's file
   */
  static fromExpression(scope: Construct, expression: string): AmqpUri {
    checkCall('AmqpUri.fromExpression', [scope, expression]);
    const value = secretExpression(scope, expression, 'a URI with credentials');
    return new AmqpUri(value, value, WITHHELD_URI);
  }

  /** A URI made of its parts, with a password that only Terraform knows. */
  static of(address: AmqpAddress): AmqpUri {
    checkCall('AmqpUri.of', [address]);
    const { host, port, userName, password, vhostName = '/', tls = false } = address;
    const authority = port === undefined ? host : `${host}:${port}`;
    const scheme = tls ? 'amqps' : 'amqp';
    const [user, vhost] = [userName, vhostName].map(encodeURIComponent);
    const base = `${scheme}://${user}:${inUri(password)}@${authority}`;
    const hostname = vhostName === '/' ? '' : `?hostname=${encodeURIComponent(`vhost:${vhostName}`)}`;
    return new AmqpUri(`${base}/${vhost}`, `${base}${hostname}`, WITHHELD_URI);
  }

  /**
   * The broker that a shovel or a link runs on, over a connection inside the node that needs no credentials. It speaks AMQP
   * 0-9-1 only.
   */
  static local(vhostName?: string): AmqpUri {
    checkCall('AmqpUri.local', [vhostName]);
    const uri = vhostName === undefined ? 'amqp://' : `amqp:///${encodeURIComponent(vhostName)}`;
    return new AmqpUri(uri, undefined, uri);
  }

  /**
   * Keeps the expression, never the URI.
   * @param value - the Terraform expression that stands for the URI, for AMQP 0-9-1
   * @param value10 - the same for AMQP 1.0, where it can be used for that
   * @param plain - what stands for it where it must not be
   */
  private constructor(
    readonly value: string,
    readonly value10: string | undefined,
    readonly plain: string,
  ) {}
}
