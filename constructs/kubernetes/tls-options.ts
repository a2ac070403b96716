import { tlsOf, type PlainListener, type Tls, type TlsFiles, type TlsOptions } from '../broker/tls';

/** Where the certificate is mounted. */
export const CERTIFICATE_FOLDER = '/etc/rabbitmq-tls';

/** Where a node in a pod finds its certificate: under the keys of a Secret as cert-manager makes it. */
export const tlsFiles: TlsFiles = {
  ca: `${CERTIFICATE_FOLDER}/ca.crt`,
  certificate: `${CERTIFICATE_FOLDER}/tls.crt`,
  key: `${CERTIFICATE_FOLDER}/tls.key`,
  interNode: '/etc/rabbitmq/inter-node.config',
};

/** How a broker in a Kubernetes cluster speaks TLS. */
export interface KubernetesTlsOptions extends Omit<TlsOptions, 'plainListeners'> {
  /**
   * The name of the Secret with `tls.crt`, `tls.key` and `ca.crt`, as cert-manager makes it. The server sees within minutes
   * when it is renewed. With `interNode` it must name every pod in full, as nodes take no wildcard for a peer.
   * @default - one that Terraform makes, signed by an authority of its own, valid for a year and renewed by a deploy in its last month
   */
  readonly secretName?: string;
  /**
   * What is served without TLS nevertheless: AMQP beside its encrypted listener; streams, management and metrics instead of
   * theirs. The words `keep` and `off` are deprecated: all four, and nothing.
   * @default [] - nothing
   */
  readonly plainListeners?: readonly PlainListener[] | 'keep' | 'off';
}

/** How a broker in a Kubernetes cluster speaks TLS, without gaps. */
export interface KubernetesTls extends Tls {
  readonly secretName: string | undefined;
}

/** Fills the gaps. */
export function kubernetesTlsOf({ secretName, plainListeners, ...options }: KubernetesTlsOptions): KubernetesTls {
  const plain = plainListeners === 'off' ? [] : plainListeners === 'keep' ? KEPT : plainListeners;
  return { ...tlsOf({ ...options, ...(plain === undefined ? {} : { plainListeners: plain }) }), secretName };
}

/** What of the options still works, and how to give it. */
export function kubernetesTlsWarnings({ plainListeners }: KubernetesTlsOptions = {}): string[] {
  if (plainListeners !== 'keep' && plainListeners !== 'off') return [];
  const instead =
    plainListeners === 'off'
      ? 'remove it: that is the default'
      : `give the list [${KEPT.map((name) => `'${name}'`).join(', ')}]`;
  return [
    `'tls.plainListeners': '${plainListeners}' is deprecated and will be removed in the next release; ${instead}`,
  ];
}

/** What is wrong with the options. */
export function kubernetesTlsFaults(tls: KubernetesTls | undefined): string[] {
  if (tls === undefined) return [];
  const { secretName, hostNames } = tls;
  return [
    ...(secretName === ''
      ? [`'tls.secretName' must not be empty; remove it for a certificate that Terraform generates`]
      : []),
    ...(secretName !== undefined && hostNames.length > 0
      ? [`'tls.hostNames' apply to a certificate that Terraform generates, but the Secret '${secretName}' is set`]
      : []),
  ];
}

const KEPT: readonly PlainListener[] = ['amqp', 'stream', 'management', 'prometheus'];
