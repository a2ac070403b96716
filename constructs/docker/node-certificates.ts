import { resolve } from 'node:path';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { CertificateAuthority, type Certificate } from '../broker/certificate-authority';
import { interNodeTls, tlsOf, type Tls, type TlsFiles, type TlsOptions } from '../broker/tls';
import { isLoopback } from '../../model/loopback';
import type { BrokerClients } from '../references';

/** Certificates that exist already, as files in PEM on the machine that runs Terraform. */
export interface CertificateFiles {
  /** The authorities that signed the servers' and the clients' certificates. */
  readonly caFile: string;
  /** The certificate that every node shows, with all their names. */
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** How a broker in containers speaks TLS. */
export interface DockerTlsOptions extends TlsOptions {
  /**
   * Certificates that exist already.
   * @default - an authority of the broker's own, and a certificate of it for each node
   */
  readonly certificateFiles?: CertificateFiles;
  /**
   * Whether AMQP and streams are served without TLS too.
   * @deprecated give `plainListeners`: `['amqp', 'stream']` for true, nothing for false
   * @default false
   */
  readonly plainListener?: boolean;
}

/** How a broker in containers speaks TLS, without gaps. */
export interface DockerTls extends Tls {
  readonly certificateFiles: CertificateFiles | undefined;
}

/** Fills the gaps. */
export function dockerTlsOf({ plainListener, certificateFiles, ...options }: DockerTlsOptions): DockerTls {
  const { plainListeners = plainListener === true ? (['amqp', 'stream'] as const) : [] } = options;
  return { ...tlsOf({ ...options, plainListeners }), certificateFiles };
}

/** What of the options still works, and how to give it. */
export function dockerTlsWarnings({ plainListener }: DockerTlsOptions = {}): string[] {
  return plainListener === undefined
    ? []
    : [
        `'tls.plainListener' is deprecated and will be removed in the next release; ` +
          (plainListener ? `give 'tls.plainListeners': ['amqp', 'stream']` : `remove it: that is the default`),
      ];
}

/**
 * What is wrong with the options.
 * @param host - where Terraform reaches the broker
 */
export function dockerTlsFaults(tls: DockerTls | undefined, host: string): string[] {
  if (tls === undefined) return [];
  const { certificateFiles, hostNames } = tls;
  return [
    ...(certificateFiles !== undefined && hostNames.length > 0
      ? [`'tls.hostNames' apply to certificates that Terraform generates, but 'tls.certificateFiles' is set`]
      : []),
    // The provider reads authorities from a file only, when a plan begins: one that the plan itself makes comes too late.
    ...(certificateFiles === undefined && !tls.plainListeners.includes('management') && !isLoopback(host)
      ? [
          `'tls.certificateFiles' is required when 'bindAddress' is not a local address, got '${host}': Terraform could not verify the server`,
        ]
      : []),
  ];
}

/** Where a node in a container finds its certificate. */
export const tlsFiles: TlsFiles = {
  ca: '/etc/rabbitmq/tls/ca.pem',
  certificate: '/etc/rabbitmq/tls/certificate.pem',
  key: '/etc/rabbitmq/tls/key.pem',
  interNode: '/etc/rabbitmq/tls/inter-node.config',
};

/** What a node is given so that it speaks TLS. */
export interface NodeTls {
  readonly files: readonly { readonly file: string; readonly content: string }[];
  /** Arguments of every Erlang machine in its container: the node and the command line tools must speak alike. */
  readonly erlangArguments: readonly string[];
}

/** The certificates of a broker's nodes: given, or signed by an authority of the broker's own. */
export class NodeCertificates {
  /** Undefined without TLS, or with files given. */
  readonly authority: CertificateAuthority | undefined;
  /** The certificates of the authorities that signed the nodes', in PEM; undefined without TLS. */
  readonly caCertificate: string | undefined;

  /**
   * Makes the authority, where one is needed.
   * @param broker - whose nodes they are
   * @param commonName - what the authority calls itself
   */
  constructor(
    private readonly broker: Construct,
    private readonly tls: DockerTls | undefined,
    commonName: string,
  ) {
    if (tls === undefined) return;
    const { certificateFiles } = tls;
    if (certificateFiles === undefined) this.authority = new CertificateAuthority(broker, 'Authority', { commonName });
    this.caCertificate = certificateFiles === undefined ? this.authority?.certificatePem : pem(certificateFiles.caFile);
  }

  /** How the provider trusts management: by the authorities' file, or by the way there, which does not leave the machine. */
  get trust(): { readonly caCertificateFile?: string; readonly insecure?: boolean } {
    const { tls } = this;
    if (tls === undefined || tls.plainListeners.includes('management')) return {};
    const { certificateFiles: given } = tls;
    return given === undefined ? { insecure: true } : { caCertificateFile: resolve(given.caFile) };
  }

  /**
   * Where clients connect, with what they need to trust it.
   * @param urls - the places
   */
  clients(urls: readonly string[]): BrokerClients {
    const { tls, caCertificate } = this;
    return {
      urls,
      hasOwnAuthority: tls !== undefined,
      verifiesClients: tls?.verifyClients === true,
      ...(caCertificate === undefined ? {} : { caCertificate }),
    };
  }

  /**
   * What a node is given.
   * @param id - of its certificate
   * @param dnsNames - its names, its own first
   * @param ipAddress - where clients reach it
   */
  ofNode(id: string, dnsNames: readonly [string, ...string[]], ipAddress: string): NodeTls {
    const { tls, caCertificate } = this;
    if (tls === undefined || caCertificate === undefined) return { files: [], erlangArguments: [] };
    const { certificatePem, privateKeyPem } = this.certificate(id, dnsNames, ipAddress, tls);
    const { content, erlangArguments } = interNodeTls(tlsFiles);
    return {
      files: [
        { file: tlsFiles.ca, content: caCertificate },
        { file: tlsFiles.certificate, content: certificatePem },
        // Root and the broker's own user are the only ones in the container.
        { file: tlsFiles.key, content: privateKeyPem },
        ...(tls.interNode ? [{ file: tlsFiles.interNode, content }] : []),
      ],
      erlangArguments: tls.interNode ? [erlangArguments] : [],
    };
  }

  private certificate(
    id: string,
    dnsNames: readonly [string, ...string[]],
    ipAddress: string,
    { certificateFiles: given, hostNames }: DockerTls,
  ): Certificate {
    if (given !== undefined)
      return { certificatePem: pem(given.certificateFile), privateKeyPem: pem(given.privateKeyFile) };
    const { authority } = this;
    if (authority === undefined) throw new Error('without files there is an authority');
    const names = { commonName: dnsNames[0], dnsNames: [...dnsNames, ...hostNames], ipAddresses: [ipAddress] };
    return authority.issueServer(this.broker, id, names);
  }
}

/** The content of a file on the machine that runs Terraform. */
function pem(file: string): string {
  return Fn.file(resolve(file));
}
