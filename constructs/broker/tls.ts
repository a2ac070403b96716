import { hasPlugin } from '../../model/server/plugins';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';

/** A listener that may be served without TLS where a broker speaks it. */
export type PlainListener = 'amqp' | 'stream' | 'management' | 'prometheus';

/**
 * How a broker speaks TLS, version 1.2 or newer, wherever it runs.
 * @see https://www.rabbitmq.com/docs/ssl
 */
export interface TlsOptions {
  /**
   * What is served without TLS nevertheless: AMQP beside its encrypted listener; streams, management and metrics instead of
   * theirs, as each of them has one port.
   * @default [] - nothing
   */
  readonly plainListeners?: readonly PlainListener[];
  /**
   * Whether a client of AMQP or streams must show a certificate that the broker's authority signed. With it the client may log
   * in without a password by the mechanism `EXTERNAL`, as the user that the certificate's common name is. Browsers and
   * Prometheus, for which management and metrics are, need none.
   * @default true
   */
  readonly verifyClients?: boolean;
  /**
   * Whether the nodes, and the command line tools in them, talk to each other by TLS too, each showing its certificate. Changing
   * it needs all nodes stopped: those with and those without it cannot talk.
   * @see https://www.rabbitmq.com/docs/clustering-ssl
   * @default false
   */
  readonly interNode?: boolean;
  /**
   * More host names by which clients reach the broker, for the certificates that Terraform makes.
   * @default - none
   */
  readonly hostNames?: readonly string[];
}

/** Where a node finds its certificate, in PEM. */
export interface TlsFiles {
  /** The authorities that signed the servers' and the clients' certificates. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** How it talks to its peers. */
  readonly interNode: string;
}

/** The options of a broker that speaks TLS, without gaps. */
export type Tls = Required<TlsOptions>;

/** Fills the gaps. */
export function tlsOf({
  plainListeners = [],
  verifyClients = true,
  interNode = false,
  hostNames = [],
}: TlsOptions): Tls {
  return { plainListeners, verifyClients, interNode, hostNames };
}

/** The plugins of a node that speaks TLS. */
export function tlsPlugins(tls: Tls | undefined): readonly string[] {
  // A client certificate is a login by it.
  return tls?.verifyClients === true ? ['rabbitmq_auth_mechanism_ssl'] : [];
}

/** The settings of a node with a certificate and these plugins; none without TLS. */
export function tlsConf(tls: Tls | undefined, files: TlsFiles, plugins: readonly string[]): RabbitmqConf {
  if (tls === undefined) return {};
  const isPlain = (listener: PlainListener) => tls.plainListeners.includes(listener);
  return {
    ...(isPlain('amqp') ? {} : { 'listeners.tcp': 'none' as const }),
    ...(isPlain('stream') || !hasPlugin(plugins, 'rabbitmq_stream')
      ? {}
      : { 'stream.listeners.tcp': 'none' as const, 'stream.listeners.ssl.default': 5551 }),
    ...amqpsConf(tls, files),
    ...(isPlain('management') ? {} : managementConf(files)),
    ...(isPlain('prometheus') ? {} : prometheusConf(files)),
  };
}

function amqpsConf({ verifyClients }: Tls, files: TlsFiles): RabbitmqConf {
  return {
    'listeners.ssl.default': 5671,
    'ssl_options.cacertfile': files.ca,
    'ssl_options.certfile': files.certificate,
    'ssl_options.keyfile': files.key,
    'ssl_options.verify': verifyClients ? 'verify_peer' : 'verify_none',
    'ssl_options.fail_if_no_peer_cert': verifyClients,
    'ssl_options.versions.1': 'tlsv1.3',
    'ssl_options.versions.2': 'tlsv1.2',
    'auth_mechanisms.1': 'PLAIN',
    'auth_mechanisms.2': 'AMQPLAIN',
    ...(verifyClients ? { 'auth_mechanisms.3': 'EXTERNAL', ssl_cert_login_from: 'common_name' as const } : {}),
  };
}

function managementConf(files: TlsFiles): RabbitmqConf {
  return {
    'management.ssl.port': 15671,
    'management.ssl.cacertfile': files.ca,
    'management.ssl.certfile': files.certificate,
    'management.ssl.keyfile': files.key,
    'management.ssl.versions.1': 'tlsv1.3',
    'management.ssl.versions.2': 'tlsv1.2',
  };
}

function prometheusConf(files: TlsFiles): RabbitmqConf {
  return {
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

/** How a node talks to its peers by TLS: the Erlang terms of the file, and the arguments of the Erlang machines that read it. */
export function interNodeTls(files: TlsFiles): { readonly content: string; readonly erlangArguments: string } {
  const own = [
    `{cacertfile, "${files.ca}"}`,
    `{certfile, "${files.certificate}"}`,
    `{keyfile, "${files.key}"}`,
    `{verify, verify_peer}`,
    `{versions, ['tlsv1.3', 'tlsv1.2']}`,
  ];
  const side = (name: string, options: readonly string[]) => `  {${name}, [\n    ${options.join(',\n    ')}\n  ]}`;
  return {
    content: `[\n${side('server', [...own, '{fail_if_no_peer_cert, true}'])},\n${side('client', own)}\n].\n`,
    erlangArguments: `-proto_dist inet_tls -ssl_dist_optfile ${files.interNode}`,
  };
}
