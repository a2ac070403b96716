import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../props/check-props';
import { checkMethod } from '../props/check-method';

/** A certificate with its key, both in PEM, as text or as the Terraform expressions that stand for it. */
export interface Certificate {
  readonly certificatePem: string;
  /** Secret: it must go to a container or a sensitive output, and nowhere else. */
  readonly privateKeyPem: string;
}

/** The names that a server is reached by, which clients compare with its certificate. */
export interface ServerNames {
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  /**
   * Addresses by which it is reached, too.
   * @default - none
   */
  readonly ipAddresses?: readonly string[];
}

export interface CertificateAuthorityProps {
  /** What it calls itself. */
  readonly commonName: string;
}

/**
 * A certificate authority of your own that signs certificates for servers and clients. Terraform makes the keys, and keeps them in its
 * state; no file that is synthesized holds one. Certificates are valid for a year, and a plan renews them in its last month.
 */
export class CertificateAuthority extends Construct {
  /** What others must trust. */
  readonly certificatePem: string;
  private readonly key: PrivateKey;

  constructor(scope: Construct, id: string, props: CertificateAuthorityProps) {
    checkProps(scope, id, 'CertificateAuthorityProps', props);
    super(scope, id);
    const { commonName } = props;
    this.key = privateKey(this);
    this.certificatePem = new SelfSignedCert(this, 'Default', {
      privateKeyPem: this.key.privateKeyPem,
      subject: [{ commonName }],
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: ['cert_signing', 'crl_signing'],
      validityPeriodHours: 10 * YEAR,
      provider: tlsProvider(this),
    }).certPem;
  }

  /** Signs a certificate with which a server shows who it is, and a node to its peers. */
  issueServer(scope: Construct, id: string, names: ServerNames): Certificate {
    checkMethod('CertificateAuthority.issueServer', this, [scope, id, names]);
    const { commonName, dnsNames, ipAddresses } = names;
    const uses = ['digital_signature', 'key_encipherment', 'server_auth', 'client_auth'];
    const addresses = ipAddresses === undefined ? {} : { ipAddresses: [...ipAddresses] };
    return this.issue(scope, id, { commonName, dnsNames: [...dnsNames], ...addresses }, uses);
  }

  /**
   * Signs a certificate with which a client gets in, and can log in without a password by the mechanism `EXTERNAL`.
   * @param userName - the broker's user that the client then is
   */
  issueClient(scope: Construct, id: string, userName: string): Certificate {
    checkMethod('CertificateAuthority.issueClient', this, [scope, id, userName]);
    return this.issue(scope, id, { commonName: userName }, ['digital_signature', 'client_auth']);
  }

  private issue(
    scope: Construct,
    id: string,
    { commonName, ...names }: { commonName: string; dnsNames?: string[]; ipAddresses?: string[] },
    allowedUses: string[],
  ): Certificate {
    const holder = new Construct(scope, id);
    const { privateKeyPem } = privateKey(holder);
    const request = new CertRequest(holder, 'Request', {
      privateKeyPem,
      subject: [{ commonName }],
      ...names,
      provider: tlsProvider(holder),
    });
    const { certPem } = new LocallySignedCert(holder, 'Default', {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: this.key.privateKeyPem,
      caCertPem: this.certificatePem,
      allowedUses,
      validityPeriodHours: YEAR,
      earlyRenewalHours: 30 * 24,
      provider: tlsProvider(holder),
    });
    return { certificatePem: certPem, privateKeyPem };
  }
}

/** In hours. */
const YEAR = 365 * 24;

function privateKey(scope: Construct): PrivateKey {
  return new PrivateKey(scope, 'Key', { algorithm: 'ECDSA', ecdsaCurve: 'P256', provider: tlsProvider(scope) });
}

/** The stack's provider of keys and certificates: created when it is first needed. */
function tlsProvider(scope: Construct): TlsProvider {
  const stack = TerraformStack.of(scope);
  const there = stack.node.tryFindChild('tls');
  return there instanceof TlsProvider ? there : new TlsProvider(stack, 'tls');
}
