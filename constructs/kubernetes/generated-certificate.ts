import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import type { Construct } from 'constructs';
import { CertificateAuthority } from '../broker/certificate-authority';
import { movedFrom, pathInStack } from '../terraform/moved-from';
import type { KubernetesBrokerPlan } from './broker-plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import { hostSuffix } from './names';

/** The authority of a broker's own, and the Secret with a certificate that it signed. */
export interface GeneratedCertificate {
  readonly authority: CertificateAuthority;
  readonly secret: SecretV1;
}

/** A certificate for every name of the broker within the Kubernetes cluster, and those given. */
export function generatedCertificate(
  scope: Construct,
  cluster: KubernetesCluster,
  { names, nodeCount, tls }: KubernetesBrokerPlan,
): GeneratedCertificate {
  const authority = new CertificateAuthority(scope, 'Authority', { commonName: `${names.broker} authority` });
  const services = [names.broker, names.nodes].map((service) => `${service}.${names.namespace}`);
  // A node takes no wildcard for the name of its peer.
  const pods = tls?.interNode === true ? Array.from({ length: nodeCount }, (_, pod) => `${names.broker}-${pod}`) : [];
  const certificate = authority.issueServer(scope, 'Certificate', {
    commonName: names.broker,
    dnsNames: [
      names.broker,
      ...services.flatMap((name) => [name, `${name}.svc`, `${name}.svc.${names.clusterDomain}`]),
      `*${hostSuffix(names)}`,
      'localhost',
      ...pods.map((pod) => `${pod}${hostSuffix(names)}`),
      ...(tls?.hostNames ?? []),
    ],
  });
  moved(scope, 'Authority/Key', 'AuthorityKey');
  moved(scope, 'Certificate/Key', 'Key');
  moved(scope, 'Certificate/Request', 'CertificateRequest');
  const secret = new SecretV1(scope, 'CertificateSecret', {
    metadata: { name: names.certificate, namespace: names.namespace, labels: names.labels },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': certificate.certificatePem,
      'tls.key': certificate.privateKeyPem,
      'ca.crt': authority.certificatePem,
    },
    provider: cluster.provider,
  });
  return { authority, secret };
}

/** Where it was before brokers in containers and in Kubernetes had one kind of authority. */
function moved(scope: Construct, path: string, previous: string): void {
  const resource = path.split('/').reduce((parent, id) => parent.node.findChild(id) as Construct, scope);
  movedFrom(resource, `${pathInStack(scope)}/${previous}`);
}
