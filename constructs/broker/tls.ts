import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { Certificate } from './certificate-authority';

/** Certificates that exist already, as files in PEM on the machine that runs Terraform. */
export interface CertificateFiles {
  /** The authorities that signed the servers' and the clients' certificates. */
  readonly caFile: string;
  /** The certificate that every node shows, with all their names. */
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** How a broker speaks TLS, version 1.2 or newer. */
export interface TlsOptions {
  /**
   * Certificates that exist already.
   * @default - an authority of the cluster's own, and a certificate of it for each node
   */
  readonly certificateFiles?: CertificateFiles;
  /**
   * Whether clients may also connect without TLS. Streams' own protocol has one listener: with TLS when this is false.
   * @default true
   */
  readonly plainListener?: boolean;
  /**
   * Whether the nodes talk to each other by TLS too.
   * @see https://www.rabbitmq.com/docs/clustering-ssl
   * @default false
   */
  readonly interNode?: boolean;
}

/** What a node is given so that it speaks TLS. */
export interface NodeTls {
  readonly files: readonly { readonly file: string; readonly content: string }[];
  /** Environment variables, as `KEY=value`. */
  readonly env: readonly string[];
}

/** The plugin by which a client certificate is a login. */
export const EXTERNAL_PLUGIN = 'rabbitmq_auth_mechanism_ssl';

/**
 * The settings of a node that speaks TLS. Clients of AMQP must show a certificate, and may log in with it alone: its common
 * name is the user. Management and metrics are served over TLS only, to everybody: browsers and Prometheus have no certificate.
 * @see https://www.rabbitmq.com/docs/ssl
 */
export function tlsConf({ plainListener = true }: TlsOptions, plugins: readonly string[]): RabbitmqConf {
  return {
    ...(plainListener ? {} : { 'listeners.tcp': 'none' as const }),
    ...(plainListener || !plugins.includes('rabbitmq_stream')
      ? {}
      : { 'stream.listeners.tcp': 'none' as const, 'stream.listeners.ssl.default': 5551 }),
    'listeners.ssl.default': 5671,
    'ssl_options.cacertfile': files.ca,
    'ssl_options.certfile': files.certificate,
    'ssl_options.keyfile': files.key,
    'ssl_options.verify': 'verify_peer',
    'ssl_options.fail_if_no_peer_cert': true,
    'ssl_options.versions.1': 'tlsv1.3',
    'ssl_options.versions.2': 'tlsv1.2',
    'auth_mechanisms.1': 'PLAIN',
    'auth_mechanisms.2': 'AMQPLAIN',
    'auth_mechanisms.3': 'EXTERNAL',
    ssl_cert_login_from: 'common_name',
    'management.ssl.port': 15671,
    'management.ssl.cacertfile': files.ca,
    'management.ssl.certfile': files.certificate,
    'management.ssl.keyfile': files.key,
    'management.ssl.versions.1': 'tlsv1.3',
    'management.ssl.versions.2': 'tlsv1.2',
    // It cannot be closed, so that it is open to the container alone.
    'prometheus.tcp.ip': '127.0.0.1',
    'prometheus.ssl.port': 15691,
    'prometheus.ssl.cacertfile': files.ca,
    'prometheus.ssl.certfile': files.certificate,
    'prometheus.ssl.keyfile': files.key,
    'prometheus.ssl.versions.1': 'tlsv1.3',
    'prometheus.ssl.versions.2': 'tlsv1.2',
  };
}

/** The files and variables of a node that speaks TLS. */
export function nodeTls(
  { interNode = false }: TlsOptions,
  caPem: string,
  { certificatePem, privateKeyPem }: Certificate,
): NodeTls {
  const arguments_ = `-proto_dist inet_tls -ssl_dist_optfile ${files.interNode}`;
  return {
    files: [
      { file: files.ca, content: caPem },
      { file: files.certificate, content: certificatePem },
      // Root and the broker's own user are the only ones in the container.
      { file: files.key, content: privateKeyPem },
      ...(interNode ? [{ file: files.interNode, content: interNodeOptions }] : []),
    ],
    // The node and the command line tools must speak alike.
    env: interNode ? [`RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=${arguments_}`, `RABBITMQ_CTL_ERL_ARGS=${arguments_}`] : [],
  };
}

const files = {
  ca: '/etc/rabbitmq/tls/ca.pem',
  certificate: '/etc/rabbitmq/tls/certificate.pem',
  key: '/etc/rabbitmq/tls/key.pem',
  interNode: '/etc/rabbitmq/tls/inter-node.config',
} as const;

const interNodeOptions = ((): string => {
  const own = [
    `{cacertfile, "${files.ca}"}`,
    `{certfile, "${files.certificate}"}`,
    `{keyfile, "${files.key}"}`,
    `{verify, verify_peer}`,
    `{versions, ['tlsv1.3', 'tlsv1.2']}`,
  ];
  const side = (name: string, options: readonly string[]) => `  {${name}, [\n    ${options.join(',\n    ')}\n  ]}`;
  return `[\n${side('server', [...own, '{fail_if_no_peer_cert, true}'])},\n${side('client', own)}\n].\n`;
})();
