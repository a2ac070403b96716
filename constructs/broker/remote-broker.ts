import { resolve } from 'node:path';
import { Fn, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { clientSchemes, clientUrl } from '../../model/access/client-url';
import { show } from '../../model/finding';
import type { BrokerAccess } from '../../model/topology/broker-access';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import type { Password } from '../access/password';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse, unless } from '../terraform/validation-error';
import { httpApiProvider } from '../terraform/http-api-provider';
import { serverVersionOf } from './image-version';
import type { BrokerClients, BrokerRef } from '../references';
import { checkProps } from '../props/check-props';

export interface RemoteBrokerProps {
  /**
   * Where its HTTP API answers: `https://rabbitmq.example.com:15671`, or below a path, as `management.path_prefix` and proxies
   * put it: `https://example.com/rabbitmq`. It must be known when a plan is made.
   */
  readonly endpoint: string;
  /** An administrator. */
  readonly username: string;
  readonly password: Password;
  /** Its server's version, against which everything declared is validated: `4.3` or `4.0.5`. */
  readonly serverVersion: string;
  /**
   * The file in PEM with the authorities to trust, over HTTPS. A relative path starts where the app is synthesized.
   * @default - those that the machine trusts
   */
  readonly caCertificateFile?: string;
  /**
   * The file in PEM with the certificate to show, over HTTPS, where the broker or a proxy before it asks for one. It needs
   * `clientKeyFile`. User and password are still needed.
   * @default - none
   */
  readonly clientCertificateFile?: string;
  /**
   * The file in PEM with the key of `clientCertificateFile`, not encrypted.
   * @default - none
   */
  readonly clientKeyFile?: string;
  /**
   * Whether to trust whoever answers over HTTPS, who then gets the administrator's password. The rule
   * `broker/certificate-is-verified` names it.
   * @default false
   */
  readonly insecure?: boolean;
  /**
   * Where applications connect, for the credentials that they get: `['amqps://rabbitmq.example.com']`, also `amqp`,
   * `rabbitmq-stream`, `rabbitmq-stream+tls`, `mqtt`, `mqtts`, `stomp` and `stomp+ssl`, with `:PORT` where that is not RabbitMQ's
   * own. `caCertificateFile` is taken to be the authority there too.
   * @default - unknown: no credentials can be made of its users
   */
  readonly clientUrls?: readonly string[];
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

const FILES = ['caCertificateFile', 'clientCertificateFile', 'clientKeyFile'] as const;

/** A broker that exists already, wherever it is: topology is declared on it, and nothing else. */
export class RemoteBroker extends Construct implements BrokerRef {
  readonly provider: TerraformProvider;
  readonly dependencies: readonly ITerraformDependable[] = [];
  readonly serverVersion: ServerVersion;
  readonly nodeCount: number;
  readonly removalPolicy: RemovalPolicy;
  readonly access: BrokerAccess;
  readonly clients?: BrokerClients;

  constructor(scope: Construct, id: string, props: RemoteBrokerProps) {
    checkProps(scope, id, 'RemoteBrokerProps', props);
    super(scope, id);
    const { endpoint, username, password, insecure, nodeCount = 1, removalPolicy = 'protect' } = props;
    refuse(
      this,
      unless(
        /^https?:\/\/[^/@?#\s]+(\/[^@?#\s]*)?$/.test(endpoint) && URL.canParse(endpoint),
        `'endpoint' must be http://HOST:PORT or https://HOST:PORT, with a path or without, and without credentials, '?' and '#'`,
      ),
      unless(!/\/api\/*$/.test(endpoint), `'endpoint' must not end with '/api', which is added to it: leave that out`),
      unless(
        (props.clientCertificateFile === undefined) === (props.clientKeyFile === undefined),
        `'clientCertificateFile' and 'clientKeyFile' must be given together`,
      ),
      ...FILES.map((file) =>
        unless(
          props[file] === undefined || !endpoint.startsWith('http://'),
          `'${file}' is supported by HTTPS only, and 'endpoint' starts with 'http://'; use https://HOST:PORT, or remove '${file}'`,
        ),
      ),
      unless(
        insecure !== true || !endpoint.startsWith('http://'),
        `'insecure' is supported by HTTPS only, and 'endpoint' starts with 'http://'; use https://HOST:PORT, or remove 'insecure'`,
      ),
      unless(
        insecure !== true || props.caCertificateFile === undefined,
        `'caCertificateFile' has no effect with 'insecure', which trusts whoever answers; remove one of them`,
      ),
      ...(props.clientUrls ?? []).map((url) =>
        unless(
          clientUrl(url) !== undefined,
          `'clientUrls' must be SCHEME://HOST or SCHEME://HOST:PORT, without credentials and path, with one of the schemes ${clientSchemes.join(', ')}, got ${withoutLogin(url)}`,
        ),
      ),
      ...FILES.map((file) => unless(props[file] !== '', `'${file}' must be the path of a file, got ''`)),
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
    this.access = { host: new URL(endpoint).hostname, trustsAnyone: insecure === true };
    const fileOf = (file: (typeof FILES)[number]) => {
      const given = props[file];
      // Terraform works in another folder, and so may a command that asks the broker.
      return given === undefined ? undefined : resolve(given);
    };
    const caFile = fileOf('caCertificateFile');
    if (props.clientUrls !== undefined) {
      this.clients = {
        urls: props.clientUrls,
        hasOwnAuthority: caFile !== undefined,
        verifiesClients: false,
        ...(caFile === undefined ? {} : { caCertificate: Fn.file(caFile) }),
      };
    }
    this.provider = httpApiProvider(this, {
      endpoint: endpoint.replace(/\/+$/, ''),
      username,
      password: password.value,
      caCertificateFile: caFile,
      clientCertificateFile: fileOf('clientCertificateFile'),
      clientKeyFile: fileOf('clientKeyFile'),
      ...(insecure === undefined ? {} : { insecure }),
    });
  }
}

/** A URL as a message may show it. */
function withoutLogin(url: string): string {
  return show(url.replace(/\/\/.*@/, '//'));
}
