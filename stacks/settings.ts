import { Duration } from '../model/units/duration';
import { Size } from '../model/units/size';
import type { ClusterStackProps } from './cluster';
import type { KubernetesStackProps } from './kubernetes';
import type { MonitoringOptions } from './monitoring';
import type { SingleNodeStackProps } from './single-node';
import { omitUndefined } from '../model/omit-undefined';

/** What cdktf.json's context holds under `rabbitmq-cdk`, before it is checked. */
export type SettingsContext = Readonly<Record<string, unknown>>;

/** The settings of main.ts's stacks that differ from machine to machine; those not given are left to the stacks' defaults. */
export interface Settings {
  readonly singleNode: SingleNodeStackProps;
  readonly cluster: ClusterStackProps;
  readonly kubernetes: KubernetesStackProps;
  readonly monitoring: MonitoringOptions;
  /** The stacks whose brokers are watched. */
  readonly monitored: readonly MonitoredStack[];
  /** Where the state is kept, as `keepStates` takes it; undefined is in local files. */
  readonly stateBackend: unknown;
}

/** A stack of main.ts with a broker that can be watched. */
export type MonitoredStack = 'cluster' | 'single-node';

/** Settings that cannot be: every fault, with where it was given. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings: from the context of cdktf.json, and over it from the environment, because `cdktf deploy` takes no
 * context. `nodeName` of the context is `RABBITMQ_CDK_NODE_NAME` of the environment.
 * @throws SettingsError that names every unknown setting and every value that cannot be
 */
export function readSettings(context: SettingsContext, env: Readonly<Record<string, string | undefined>>): Settings {
  const known = new Map(Object.keys(kinds).map((name) => [environmentName(name), name]));
  const faults = [
    ...Object.keys(context)
      .filter((name) => !(name in kinds))
      .map(
        (name) => `context 'rabbitmq-cdk.${name}' is not a setting; the settings are ${Object.keys(kinds).join(', ')}`,
      ),
    ...Object.keys(env)
      .filter((name) => name.startsWith(PREFIX) && !known.has(name))
      .map(
        (name) => `environment variable '${name}' is not a setting; the settings are ${[...known.keys()].join(', ')}`,
      ),
  ];
  const values: Record<string, unknown> & Values = {};
  for (const [variable, name] of known) {
    const fromEnv = env[variable];
    const given = fromEnv === undefined || fromEnv === '' ? context[name] : fromEnv;
    if (given === undefined) continue;
    const from = given === fromEnv ? `environment variable '${variable}'` : `context 'rabbitmq-cdk.${name}'`;
    try {
      values[name] = kinds[name as keyof typeof kinds](given);
    } catch (error) {
      faults.push(`${from} must be ${(error as Error).message}, got '${String(given)}'`);
    }
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  return {
    singleNode: singleNodeSettings(values),
    cluster: clusterSettings(values),
    kubernetes: { ...omitUndefined({ kubeConfig: env['KUBECONFIG'] || undefined }), ...kubernetesSettings(values) },
    monitoring: monitoringSettings(values),
    monitored: values.monitored ?? ['cluster'],
    stateBackend: values.stateBackend,
  };
}

function singleNodeSettings(values: Values): SingleNodeStackProps {
  const { image, serverVersion, dockerHost, nodeName, bindAddress, removalPolicy, memory, adminRotation } = values;
  return {
    ...omitUndefined({ image, serverVersion, dockerHost, nodeName, bindAddress, removalPolicy, memory, adminRotation }),
    ports: nodePorts(values),
  };
}

function clusterSettings(values: Values): ClusterStackProps {
  const { image, serverVersion, dockerHost, bindAddress, removalPolicy, memory } = values;
  const { clusterName, nodeCount, balancerImage, adminRotation, cookieRotation } = values;
  return {
    ...omitUndefined({ image, serverVersion, dockerHost, bindAddress, removalPolicy, memory }),
    ...omitUndefined({ clusterName, nodeCount, balancerImage, adminRotation, cookieRotation }),
    ports: nodePorts(values),
    balancerPorts: omitUndefined({
      amqp: values.balancerAmqpPort,
      amqps: values.balancerAmqpsPort,
      management: values.balancerManagementPort,
      statistics: values.balancerStatisticsPort,
    }),
  };
}

function kubernetesSettings(values: Values): KubernetesStackProps {
  const { image, serverVersion, removalPolicy, memory, namespace, kubeConfig, kubeContext, replicas } = values;
  const { kubernetesEndpoint, serviceType, claimSize, adminRotation } = values;
  return {
    ...omitUndefined({ image, serverVersion, removalPolicy, namespace, kubeConfig, kubeContext, replicas }),
    ...omitUndefined({ endpoint: kubernetesEndpoint, adminRotation }),
    ...(memory === undefined ? {} : { resources: { memory } }),
    ...(claimSize === undefined ? {} : { storage: { size: claimSize } }),
    ...(serviceType === undefined ? {} : { service: { type: serviceType } }),
    // Whoever chooses a way in from outside has chosen who comes.
    ...(serviceType === undefined || serviceType === 'ClusterIP' ? {} : { network: 'open' }),
  };
}

function monitoringSettings(values: Values): MonitoringOptions {
  const { dockerHost, bindAddress, removalPolicy } = values;
  const { monitoringName, prometheusImage, alertmanagerImage, grafanaImage, timeScale } = values;
  return {
    ...omitUndefined({ dockerHost, bindAddress, removalPolicy }),
    ...omitUndefined({ monitoringName, prometheusImage, alertmanagerImage, grafanaImage, timeScale }),
    ...omitUndefined({ scrapeInterval: values.scrapeSeconds }),
    receivers: {
      ...webhookReceiver(values),
      ...omitUndefined({
        slack: values.alertSlack,
        pagerduty: values.alertPagerduty,
        opsgenie: values.alertOpsgenie,
        msteams: values.alertMsteams,
      }),
      ...emailReceiver(values),
    },
    ports: omitUndefined({
      prometheus: values.monitoringPrometheusPort,
      alertmanager: values.alertmanagerPort,
      grafana: values.grafanaPort,
    }),
  };
}

/** `true` is a URL that only Terraform knows. */
function webhookReceiver({ alertWebhook }: Values) {
  return alertWebhook === 'true' ? { webhook: true } : omitUndefined({ webhookUrl: alertWebhook });
}

/** A receiver by e-mail also needs a sender and a mail server: the construct reports what is missing. */
function emailReceiver({ alertEmail: to, alertEmailFrom, alertEmailSmarthost, alertEmailUsername: username }: Values) {
  if (to === undefined) return {};
  return {
    email: { to, from: alertEmailFrom ?? '', smarthost: alertEmailSmarthost ?? '', ...omitUndefined({ username }) },
  };
}

function nodePorts({ amqpPort: amqp, managementPort: management, prometheusPort: prometheus }: Values) {
  return omitUndefined({ amqp, management, prometheus });
}

const PREFIX = 'RABBITMQ_CDK_';

/** The settings with what makes a value of each; a kind throws what the value must be. */
const kinds = {
  image: text,
  serverVersion: text,
  dockerHost: text,
  nodeName: text,
  bindAddress: text,
  removalPolicy,
  memory: mebibytes,
  adminRotation: rotation,
  cookieRotation: rotation,
  // Of the single node, or of the cluster's first node.
  amqpPort: port,
  managementPort: port,
  prometheusPort: port,
  clusterName: text,
  nodeCount: count,
  balancerImage: text,
  balancerAmqpPort: port,
  balancerAmqpsPort: port,
  balancerManagementPort: port,
  balancerStatisticsPort: port,
  // Where the environment says KUBECONFIG, that is meant.
  kubeConfig: text,
  kubeContext: text,
  kubernetesEndpoint: text,
  namespace: text,
  replicas: count,
  claimSize: mebibytes,
  serviceType,
  monitored,
  stateBackend: (value: unknown) => value,
  monitoringName: text,
  prometheusImage: text,
  alertmanagerImage: text,
  grafanaImage: text,
  alertWebhook: text,
  alertSlack: flag,
  alertPagerduty: flag,
  alertOpsgenie: flag,
  alertMsteams: flag,
  alertEmail: text,
  alertEmailFrom: text,
  alertEmailSmarthost: text,
  alertEmailUsername: text,
  scrapeSeconds: seconds,
  timeScale: factor,
  monitoringPrometheusPort: port,
  alertmanagerPort: port,
  grafanaPort: port,
};

type Values = { readonly [K in keyof typeof kinds]?: ReturnType<(typeof kinds)[K]> };

function environmentName(name: string): string {
  return PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error('text');
  return value;
}

function removalPolicy(value: unknown): 'protect' | 'destroy' {
  if (value !== 'protect' && value !== 'destroy') throw new Error(`'protect' or 'destroy'`);
  return value;
}

function serviceType(value: unknown): 'ClusterIP' | 'NodePort' | 'LoadBalancer' {
  if (value !== 'ClusterIP' && value !== 'NodePort' && value !== 'LoadBalancer')
    throw new Error(`'ClusterIP', 'NodePort' or 'LoadBalancer'`);
  return value;
}

function port(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new Error('a port from 1 to 65535');
  return number;
}

function count(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error('a whole number, 1 or more');
  return number;
}

function rotation(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Error('a whole number, 0 or more');
  return number;
}

function monitored(value: unknown): readonly MonitoredStack[] {
  const names = text(value)
    .split(',')
    .map((name) => name.trim());
  return names.map((name) => {
    if (name !== 'cluster' && name !== 'single-node') throw new Error(`'cluster', 'single-node' or both with a comma`);
    return name;
  });
}

function flag(value: unknown): boolean {
  if (value !== true && value !== false && value !== 'true' && value !== 'false') throw new Error(`'true' or 'false'`);
  return String(value) === 'true';
}

function seconds(value: unknown): Duration {
  return Duration.seconds(count(value));
}

function factor(value: unknown): number {
  const number = Number(value);
  if (!(number > 0)) throw new Error('a number more than 0');
  return number;
}

function mebibytes(value: unknown): Size {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error('a whole number of mebibytes');
  return Size.mebibytes(number);
}
