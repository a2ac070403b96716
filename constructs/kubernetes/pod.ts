import type {
  StatefulSetV1SpecTemplate as PodTemplate,
  StatefulSetV1SpecTemplateSpecContainer as Container,
  StatefulSetV1SpecTemplateSpecInitContainer as InitContainer,
  StatefulSetV1SpecTemplateSpecVolume as Volume,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { interNodeTls } from '../broker/tls';
import { administratorConf } from './administrator-conf';
import type { KubernetesBrokerPlan } from './broker-plan';
import { configurationFiles, secretSettings, SECRET_SETTINGS } from './configuration';
import { scrapeAnnotations } from './monitoring';
import { hostSuffix } from './names';
import { quantity } from './pod-options';
import { containerSecurity, podSecurity } from './pod-security';
import { gracePeriodSeconds, POD_INFO, preStopScript, SKIP_LABEL } from './pre-stop';
import { schedulingOf } from './scheduling';
import { CERTIFICATE_FOLDER, tlsFiles } from './tls-options';

/**
 * A pod of the StatefulSet.
 * @param configuration - annotations that change with its configuration
 */
export function podTemplate(plan: KubernetesBrokerPlan, configuration: Readonly<Record<string, string>>): PodTemplate {
  const { names, listeners, options } = plan;
  const { pod = {}, monitoring = 'annotations', scheduling = {} } = options;
  return {
    metadata: {
      labels: { ...pod.labels, ...names.labels },
      annotations: {
        ...scrapeAnnotations(monitoring, listeners.metrics),
        ...pod.annotations,
        // Another configuration makes another pod: Kubernetes rolls them one by one.
        ...configuration,
      },
    },
    spec: {
      serviceAccountName: names.broker,
      automountServiceAccountToken: plan.asksKubernetes,
      // Else a Service named `rabbitmq` becomes variables such as RABBITMQ_PORT, which the server's scripts read.
      enableServiceLinks: false,
      terminationGracePeriodSeconds: gracePeriodSeconds(plan.quorumWait),
      securityContext: podSecurity,
      imagePullSecrets: pod.pullSecrets?.map((name) => ({ name })),
      ...schedulingOf(names, scheduling),
      initContainer: [prepare(plan)],
      container: [server(plan), ...(pod.sidecars ?? [])],
      volume: [...volumes(plan), ...(pod.volumes ?? [])],
    },
  };
}

const HOME = '/var/lib/rabbitmq';
const SECRETS = '/etc/rabbitmq-secrets';

/**
 * Writes what depends on the pod or is secret. Erlang takes a cookie that its owner alone can read, and a Secret that is
 * mounted belongs to root; an environment variable with a password would be seen by every process and crash dump.
 */
function prepare({ names, node }: KubernetesBrokerPlan): InitContainer {
  const script = [
    'set -eu',
    'umask 077',
    `tr -d '\\r\\n' <${SECRETS}/cookie >${HOME}/.erlang.cookie`,
    `mkdir -p ${HOME}/conf.d`,
    // By its name it is read before the administrator's, who stands above the settings.
    ...(secretSettings(node.conf) === undefined
      ? []
      : [`cat ${SECRETS}/${SECRET_SETTINGS} >${HOME}/conf.d/10-${SECRET_SETTINGS}`]),
    ...administratorConf(SECRETS, `${HOME}/conf.d/administrator.conf`),
    ...(node.plugins.includes('rabbitmq_stream')
      ? [`printf 'stream.advertised_host = %s\\n' "$POD_NAME${hostSuffix(names)}" >${HOME}/conf.d/stream.conf`]
      : []),
  ];
  return {
    name: 'prepare',
    image: node.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', script.join('\n')],
    env: podName(),
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
    securityContext: containerSecurity,
    volumeMount: [
      { name: 'home', mountPath: HOME },
      { name: 'secrets', mountPath: SECRETS, readOnly: true },
    ],
  };
}

function server(plan: KubernetesBrokerPlan): Container {
  const { names, node, listeners, probes, resources, tls, options } = plan;
  const { env = {}, volumeMounts = [] } = options.pod ?? {};
  return {
    name: 'rabbitmq',
    image: node.image,
    imagePullPolicy: 'IfNotPresent',
    env: [
      ...podName(),
      { name: 'RABBITMQ_NODENAME', value: `rabbit@$(POD_NAME)${hostSuffix(names)}` },
      { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
      { name: 'RABBITMQ_CONFIG_FILES', value: `${HOME}/conf.d` },
      { name: 'RABBITMQ_LOGS', value: '-' },
      // Erlang sizes a table by the limit of open files: where a container runtime sets none, it would cost gigabytes.
      { name: 'ERL_MAX_PORTS', value: '65536' },
      ...Object.entries(environment(plan, env)).map(([name, value]) => ({ name, value })),
    ],
    port: [...listeners.clients, listeners.management, listeners.metrics].map(({ name, port }) => ({
      name,
      containerPort: port,
      protocol: 'TCP',
    })),
    ...probes,
    lifecycle: {
      preStop: [{ exec: { command: ['sh', '-c', preStopScript(plan.quorumWait, plan.nodeCount)] } }],
    },
    resources: {
      requests: { cpu: resources.cpuRequest, memory: quantity(resources.memoryRequest) },
      limits: { cpu: resources.cpuLimit, memory: quantity(resources.memory) },
    },
    securityContext: containerSecurity,
    volumeMount: [
      { name: 'home', mountPath: HOME },
      { name: 'data', mountPath: `${HOME}/mnesia` },
      { name: 'configuration', mountPath: '/etc/rabbitmq', readOnly: true },
      { name: 'pod-info', mountPath: POD_INFO, readOnly: true },
      ...(tls !== undefined ? [{ name: 'certificate', mountPath: CERTIFICATE_FOLDER, readOnly: true }] : []),
      ...volumeMounts,
    ],
  };
}

const SERVER_ARGUMENTS = 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS';

/**
 * The variables of the server's scripts, and what the pod's own variables say beside. Of the arguments of the Erlang machine both
 * are needed: the node and the command line tools must speak alike, and the readiness probe asks for the agent.
 */
function environment(
  { tls, majority }: KubernetesBrokerPlan,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const everywhere = tls?.interNode === true ? interNodeTls(tlsFiles).erlangArguments : undefined;
  const server = [everywhere, majority?.serverArguments.join(' '), own[SERVER_ARGUMENTS]].filter(
    (value) => value !== undefined,
  );
  return {
    ...(everywhere === undefined ? {} : { RABBITMQ_CTL_ERL_ARGS: everywhere }),
    ...own,
    ...(server.length === 0 ? {} : { [SERVER_ARGUMENTS]: server.join(' ') }),
  };
}

function podName() {
  return [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
}

function volumes(plan: KubernetesBrokerPlan): Volume[] {
  const { names, node, topologyBy, tls } = plan;
  return [
    { name: 'home', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    {
      name: 'secrets',
      projected: [
        {
          defaultMode: '0440',
          sources: [
            secret(names.cookie, 'cookie'),
            secret(names.administrator, 'username', 'password'),
            ...(secretSettings(node.conf) === undefined ? [] : [secret(names.secretSettings, SECRET_SETTINGS)]),
          ],
        },
      ],
    },
    {
      name: 'configuration',
      projected: [
        {
          defaultMode: '0440',
          sources: [
            {
              configMap: [
                { name: names.configuration, items: Object.keys(configurationFiles(plan)).map(item), optional: false },
              ],
            },
            ...(topologyBy === 'definitions' ? [secret(names.definitions, 'definitions.json')] : []),
          ],
        },
      ],
    },
    {
      name: 'pod-info',
      downwardApi: {
        defaultMode: '0444',
        items: [{ path: SKIP_LABEL, fieldRef: { fieldPath: `metadata.labels['${SKIP_LABEL}']` } }],
      },
    },
    ...(tls === undefined
      ? []
      : [{ name: 'certificate', secret: { secretName: names.certificate, defaultMode: '0440' } }]),
  ];
}

function secret(name: string, ...keys: readonly string[]) {
  return { secret: [{ name, items: keys.map(item), optional: false }] };
}

function item(name: string) {
  return { key: name, path: name };
}
