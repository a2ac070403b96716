import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { KubernetesCluster } from './kubernetes-cluster';
import { hostSuffix, type Names } from './names';

/** A certificate for every name of the broker within the Kubernetes cluster, and those given. */
export function generatedCertificate(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  hostNames: readonly string[],
): SecretV1 {
  const provider = tlsProvider(scope);
  const ecdsa = { algorithm: 'ECDSA', ecdsaCurve: 'P256', provider };
  const lifetime = { validityPeriodHours: YEAR, earlyRenewalHours: MONTH };
  const authorityKey = new PrivateKey(scope, 'AuthorityKey', ecdsa);
  const authority = new SelfSignedCert(scope, 'Authority', {
    privateKeyPem: authorityKey.privateKeyPem,
    isCaCertificate: true,
    subject: [{ commonName: `${names.broker} authority` }],
    allowedUses: ['cert_signing', 'crl_signing', 'digital_signature'],
    validityPeriodHours: 10 * YEAR,
    provider,
  });
  const key = new PrivateKey(scope, 'Key', ecdsa);
  const services = [names.broker, names.nodes].map((service) => `${service}.${names.namespace}`);
  const request = new CertRequest(scope, 'CertificateRequest', {
    privateKeyPem: key.privateKeyPem,
    subject: [{ commonName: names.broker }],
    dnsNames: [
      names.broker,
      ...services.flatMap((name) => [name, `${name}.svc`, `${name}.svc.${names.clusterDomain}`]),
      `*${hostSuffix(names)}`,
      'localhost',
      ...hostNames,
    ],
    provider,
  });
  const certificate = new LocallySignedCert(scope, 'Certificate', {
    certRequestPem: request.certRequestPem,
    caPrivateKeyPem: authorityKey.privateKeyPem,
    caCertPem: authority.certPem,
    allowedUses: ['digital_signature', 'key_encipherment', 'server_auth', 'client_auth'],
    ...lifetime,
    provider,
  });
  return new SecretV1(scope, 'CertificateSecret', {
    metadata: { name: names.certificate, namespace: names.namespace, labels: names.labels },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': certificate.certPem, 'tls.key': key.privateKeyPem, 'ca.crt': authority.certPem },
    provider: cluster.provider,
  });
}

const YEAR = 365 * 24;
const MONTH = 30 * 24;

/** The stack's provider of certificates: made by whoever needs it first. */
function tlsProvider(scope: Construct): TlsProvider {
  const stack = TerraformStack.of(scope);
  const there = stack.node.tryFindChild('tls');
  return there instanceof TlsProvider ? there : new TlsProvider(stack, 'tls');
}
