import { rotationFaults } from '../terraform/number-faults';
import { pluginFaults } from '../../model/server/plugins';
import { rabbitmqConfFaults } from '../../model/server/rabbitmq-conf';
import type { ServerVersion } from '../../model/server/server-version';
import { Size } from '../../model/units/size';
import { LEAST_MEMORY } from '../../model/server/node-conf';
import { unless } from '../terraform/validation-error';
import type { KubernetesBrokerOptions } from './broker-options';
import type { BrokerPlan } from './broker-plan';
import { dnsLabelFaults } from './names';
import { networkFaults } from './network-access';
import { serviceFaults } from './services';

/** What is wrong with a broker's options, one by one and together. */
export function brokerFaults(plan: BrokerPlan, version: ServerVersion): string[] {
  const { names, replicas, conf, plugins, listeners, options } = plan;
  const { network = {}, endpoint, service = {} } = options;
  return [
    dnsLabelFaults('namespace', names.namespace, 63),
    // Pods and the headless Service add to it.
    dnsLabelFaults('brokerName', names.broker, 45),
    unless(
      /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(names.clusterDomain),
      `'clusterDomain' must be a domain such as cluster.local, got '${names.clusterDomain}'`,
    ),
    unless(
      Number.isSafeInteger(replicas) && replicas >= 1 && replicas % 2 === 1,
      `'replicas' must be odd, so that a majority can exist, got ${replicas}; use 3 or 5`,
    ),
    ...rabbitmqConfFaults(conf, version),
    ...pluginFaults(plugins, version),
    ...sizeFaults(plan),
    ...topologyFaults(plan),
    ...removalFaults(options),
    ...tlsFaults(options),
    ...serviceFaults(
      service,
      [...listeners.clients, listeners.management].map(({ name }) => name),
    ),
    ...(network === 'open' ? [] : [...networkFaults(network), ...outsiderFaults(options)]),
    unless(
      endpoint === undefined || /^https?:\/\/[^/@]+\/?$/.test(endpoint),
      `'endpoint' must be http://HOST:PORT or https://HOST:PORT without credentials`,
    ),
  ].filter((fault) => fault !== undefined);
}

/** Memory and disk: what the server would alarm at from the first second, or what would never be placed. */
function sizeFaults({ resources, conf, claim }: BrokerPlan): (string | undefined)[] {
  const { memory, memoryRequest } = resources;
  const relative = conf['disk_free_limit.relative'];
  const absolute = conf['disk_free_limit.absolute'];
  const diskLimit =
    absolute ?? (relative === undefined ? undefined : Size.bytes(Math.ceil(memory.toBytes() * relative)));
  return [
    unless(
      memory.toBytes() >= LEAST_MEMORY.toBytes(),
      `'resources.memory' must be at least ${LEAST_MEMORY}, got ${memory}: the node would not boot, or alarm at once`,
    ),
    unless(
      memoryRequest.toBytes() <= memory.toBytes(),
      `'resources.memoryRequest' must be at most 'resources.memory', ${memory}, got ${memoryRequest}`,
    ),
    diskLimit === undefined || claim.toBytes() > diskLimit.toBytes()
      ? undefined
      : `'storage.size' must be more than the disk limit, ${diskLimit}, got ${claim}: the node would block publishers at ` +
        `once; the limit is the memory unless 'conf' has 'disk_free_limit.absolute'`,
  ];
}

function topologyFaults({ topologyBy, options }: BrokerPlan): (string | undefined)[] {
  return [
    topologyBy === 'definitions' && options.adminSecretName !== undefined
      ? `'adminSecretName' cannot go with boot definitions, which need the hash of the administrator's password; let the ` +
        `Secret be made, or give an 'endpoint' for the provider`
      : undefined,
    options.adminSecretName !== undefined && options.adminPassword === undefined && topologyBy === 'provider'
      ? `'adminPassword' must be given with 'adminSecretName': Terraform does not read the Secret`
      : undefined,
    ...rotationFaults({ adminRotation: options.adminRotation }),
    options.adminRotation !== undefined && topologyBy === 'definitions'
      ? `'adminRotation' is for topology by the provider: the Job that imports definitions logs in as the one administrator; ` +
        `change the password on the broker first`
      : undefined,
    options.adminRotation !== undefined && (options.adminPassword ?? options.adminSecretName) !== undefined
      ? `'adminRotation' must not be given with 'adminPassword' or 'adminSecretName': it is about generated credentials`
      : undefined,
    topologyBy === 'provider' && options.endpoint === undefined
      ? `'endpoint' must say where Terraform reaches the HTTP API, as 'topologyBy' is 'provider'; or use 'definitions'`
      : undefined,
  ];
}

function removalFaults({
  removalPolicy = 'protect',
  storage = {},
  createNamespace = true,
}: KubernetesBrokerOptions): (string | undefined)[] {
  const { whenDeleted } = storage;
  return [
    removalPolicy === 'protect' && whenDeleted === 'Delete'
      ? `'storage.whenDeleted' must be 'Retain' where 'removalPolicy' is 'protect', got 'Delete'`
      : undefined,
    removalPolicy === 'destroy' && whenDeleted === 'Retain' && createNamespace
      ? `'storage.whenDeleted' cannot be 'Retain' where the namespace goes with the broker and takes every claim with it; ` +
        `say 'createNamespace: false'`
      : undefined,
  ];
}

function tlsFaults({ tls, conf = {}, ingress }: KubernetesBrokerOptions): (string | undefined)[] {
  const foreign = Object.keys(conf).filter((key) =>
    /^(listeners\.ssl|ssl_options|(management|prometheus)\.ssl)\./.test(key),
  );
  return [
    tls === undefined && foreign.length > 0
      ? `'conf' has ${foreign.map((key) => `'${key}'`).join(', ')}, but no Secret holds a certificate; say 'tls'`
      : undefined,
    tls?.secretName === ''
      ? `'tls.secretName' must not be empty; leave it out for a certificate that Terraform makes`
      : undefined,
    tls?.secretName !== undefined && tls.hostNames !== undefined
      ? `'tls.hostNames' are for a certificate that Terraform makes, but the Secret '${tls.secretName}' is given`
      : undefined,
    ingress !== undefined && ingress.tlsSecretName === ''
      ? `'ingress.tlsSecretName' must not be empty; leave it out for HTTP alone`
      : undefined,
  ];
}

/** Those who come from outside are no pods of the namespace, so the default would shut them out. */
function outsiderFaults({ service = {}, ingress, network }: KubernetesBrokerOptions): (string | undefined)[] {
  const { clients, management } = network === undefined || network === 'open' ? {} : network;
  return [
    service.type !== undefined && service.type !== 'ClusterIP' && clients === undefined
      ? `'network.clients' must say who may come from outside, as 'service.type' is '${service.type}': ` +
        `[{ cidr: '10.0.0.0/8' }], or 'network: "open"'`
      : undefined,
    ingress !== undefined && management === undefined
      ? `'network.management' must name the namespace of the Ingress controller: ` +
        `[{ namespaceLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }], or 'network: "open"'`
      : undefined,
  ];
}
