import type { KubernetesBrokerOptions } from './broker-options';
import type { PodListeners } from './pod-listeners';

/** What a broker serves without TLS beyond its Kubernetes cluster, of that over which passwords travel. */
export function plainTextBeyondCluster(
  listeners: PodListeners,
  { service = {}, ingress }: KubernetesBrokerOptions,
): string[] {
  const isInside = service.type === undefined || service.type === 'ClusterIP';
  const served = isInside ? [] : [...listeners.clients, listeners.management].filter(({ isTls }) => !isTls);
  const isIngressPlain = ingress !== undefined && ingress.tlsSecretName === undefined;
  return [...new Set([...served.map(({ name }) => name), ...(isIngressPlain ? ['management'] : [])])];
}
