import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import type { Construct } from 'constructs';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { Names } from './names';
import type { Listener } from './pod-listeners';

/**
 * How Prometheus finds the metrics: by `annotations` of the pods, as many set-ups look for; by a `pod-monitor` of the
 * Prometheus operator, whose resource definitions must be there before a plan is made; or not at all.
 */
export type Monitoring = 'annotations' | 'pod-monitor' | 'none';

/** The annotations by which Prometheus finds a pod. */
export function scrapeAnnotations(monitoring: Monitoring, { port, isTls }: Listener): Record<string, string> {
  if (monitoring !== 'annotations') return {};
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port),
    'prometheus.io/path': '/metrics',
    'prometheus.io/scheme': isTls ? 'https' : 'http',
  };
}

/** The PodMonitor: what every node says of itself, and of its queues as far as alerts need it. */
export function podMonitor(
  scope: Construct,
  cluster: KubernetesCluster,
  names: Names,
  { name, isTls }: Listener,
): Manifest {
  const endpoint = {
    port: name,
    scheme: isTls ? 'https' : 'http',
    // Pods are scraped by address, which no certificate names.
    ...(isTls ? { tlsConfig: { insecureSkipVerify: true } } : {}),
    interval: '15s',
    scrapeTimeout: '14s',
  };
  return new Manifest(scope, 'PodMonitor', {
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: names.broker, namespace: names.namespace, labels: names.labels },
      spec: {
        selector: { matchLabels: names.selector },
        podMetricsEndpoints: [
          { ...endpoint, path: '/metrics' },
          {
            ...endpoint,
            path: '/metrics/detailed',
            params: { family: ['queue_coarse_metrics', 'queue_consumer_count', 'ra_metrics', 'vhost_status'] },
          },
        ],
      },
    },
    provider: cluster.provider,
  });
}
