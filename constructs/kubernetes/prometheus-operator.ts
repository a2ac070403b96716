import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { Lazy } from 'cdktf';
import { brokerRules } from '../../model/monitoring/alerts/alerts';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import { detailedOf } from '../../model/monitoring/detailed';
import { podEndpoints } from '../../model/monitoring/pod-endpoints';
import { Duration } from '../../model/units/duration';
import { topologyOf } from '../declared/declaration';
import { monitoringOf } from '../monitoring/scraped-broker';
import { requireLinkPlugins } from '../monitoring/link-plugins';
import { escapeTemplates } from '../terraform/escape-templates';
import type { KubernetesBrokerPlan } from './broker-plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { PrometheusOperatorOptions } from './monitoring';
import type { BrokerRef } from '../references';

/**
 * The custom resources by which the Prometheus operator scrapes a broker. All series get the label `broker`, NAMESPACE/NAME, by which alerts and
 * dashboards know it, and the pod's name as `instance`. What is declared later counts.
 */
export function prometheusOperatorObjects(
  broker: BrokerRef,
  cluster: KubernetesCluster,
  plan: KubernetesBrokerPlan,
  options: PrometheusOperatorOptions,
): readonly Manifest[] {
  const { names, listeners } = plan;
  const { labels = {}, scrapeInterval = Duration.seconds(15), alerts = true } = options;
  const timing = { scrapeInterval, scale: 1 };
  const watched = (): WatchedBroker => ({
    name: `${names.namespace}/${names.broker}`,
    serverVersion: broker.serverVersion,
    nodeCount: plan.nodeCount,
    quorumGroupSize: broker.quorumGroupSize,
    topology: topologyOf(broker.node.root, broker),
    ...monitoringOf(broker),
    statefulSet: { namespace: names.namespace, name: names.broker },
  });
  const create = (kind: string, produceSpec: () => object) =>
    new Manifest(broker, kind, {
      manifest: {
        apiVersion: 'monitoring.coreos.com/v1',
        kind,
        metadata: { name: names.broker, namespace: names.namespace, labels: { ...labels, ...names.labels } },
        // Names of queues may hold what Terraform takes for a template.
        spec: Lazy.anyValue({ produce: () => escapeTemplates(produceSpec()) }),
      },
      provider: cluster.provider,
    });
  const monitor = create('PodMonitor', () => ({
    selector: { matchLabels: names.selector },
    podMetricsEndpoints: podEndpoints({
      broker: `${names.namespace}/${names.broker}`,
      port: listeners.metrics.name,
      tlsConfig: listeners.metrics.isTls ? tlsConfig(plan) : undefined,
      scrapeInterval,
      ...detailedOf(watched(), timing),
    }),
  }));
  if (!alerts) return [monitor];
  requireLinkPlugins(broker, broker);
  return [monitor, create('PrometheusRule', () => brokerRules(watched(), timing))];
}

/** Pods are asked by their addresses: a certificate that is made here names the Service, of a given one no name is known. */
function tlsConfig({ names, tls }: KubernetesBrokerPlan): object {
  const ca = { secret: { name: names.certificate, key: 'ca.crt' } };
  return tls?.secretName === undefined
    ? { ca, serverName: `${names.broker}.${names.namespace}.svc` }
    : { ca, insecureSkipVerify: true };
}
