import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';

/** Where the certificate is mounted. */
export const CERTIFICATE_FOLDER = '/etc/rabbitmq-tls';

/**
 * Encrypted connections.
 * @see https://www.rabbitmq.com/docs/ssl
 */
export interface TlsOptions {
  /**
   * The name of the Secret with `tls.crt`, `tls.key` and `ca.crt`, as cert-manager makes it. The server sees within minutes
   * when it is renewed.
   * @default - one that Terraform makes, signed by an authority of its own, valid for a year and renewed by a deploy in its last month
   */
  readonly secretName?: string;
  /**
   * Whether there are listeners without TLS as well: `keep` leaves AMQP's beside the encrypted one and serves management and
   * metrics without TLS, `off` encrypts everything.
   * @default 'off'
   */
  readonly plainListeners?: 'keep' | 'off';
  /**
   * Whether a client of AMQP must show a certificate that the authority in `ca.crt` signed.
   * @default false
   */
  readonly verifyClients?: boolean;
  /**
   * More host names by which clients reach the broker, for the certificate that Terraform makes.
   * @default - none
   */
  readonly hostNames?: readonly string[];
}

/** The settings of a server with a certificate and these plugins. */
export function tlsConf(
  { plainListeners = 'off', verifyClients = false }: TlsOptions,
  plugins: readonly string[],
): RabbitmqConf {
  const [cacertfile, certfile, keyfile] = ['ca.crt', 'tls.crt', 'tls.key'].map(
    (file) => `${CERTIFICATE_FOLDER}/${file}`,
  );
  return {
    'listeners.ssl.default': 5671,
    'ssl_options.cacertfile': cacertfile,
    'ssl_options.certfile': certfile,
    'ssl_options.keyfile': keyfile,
    'ssl_options.verify': verifyClients ? 'verify_peer' : 'verify_none',
    'ssl_options.fail_if_no_peer_cert': verifyClients,
    ...(plainListeners === 'keep'
      ? {}
      : {
          'listeners.tcp': 'none',
          ...(plugins.includes('rabbitmq_stream')
            ? { 'stream.listeners.tcp': 'none', 'stream.listeners.ssl.default': 5551 }
            : {}),
          'management.ssl.port': 15671,
          'management.ssl.cacertfile': cacertfile,
          'management.ssl.certfile': certfile,
          'management.ssl.keyfile': keyfile,
          // It cannot be closed, so that it is open to the pod alone.
          'prometheus.tcp.ip': '127.0.0.1',
          'prometheus.ssl.port': 15691,
          'prometheus.ssl.cacertfile': cacertfile,
          'prometheus.ssl.certfile': certfile,
          'prometheus.ssl.keyfile': keyfile,
        }),
  };
}
