import { Size } from '../../model/units/size';
import type { MajorityAgent } from '../broker/majority';
import type { BrokerPlan } from '../broker/provisioned-broker';
import { unless } from '../terraform/validation-error';
import type { KubernetesBrokerOptions } from './broker-options';
import { dnsLabelFaults, type Names } from './names';
import { networkFaults } from './network-access';
import { serviceFaults } from './services';
import type { PodListeners } from './pod-listeners';
import type { Resources } from './pod-options';
import { kubernetesTlsFaults, type KubernetesTls } from './tls-options';

/** What is validated of a plan, which is made with its faults. */
interface Plan extends Pick<BrokerPlan, 'node' | 'nodeCount' | 'topologyBy'> {
  readonly names: Names;
  readonly listeners: PodListeners;
  readonly majority: MajorityAgent | undefined;
  readonly resources: Resources;
  readonly claim: Size;
  readonly tls: KubernetesTls | undefined;
  readonly options: KubernetesBrokerOptions;
}

/** What is wrong with a broker's options beside its nodes', one by one and together. */
export function kubernetesFaults(plan: Plan): string[] {
  const { names, nodeCount, listeners, tls, options } = plan;
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
      Number.isSafeInteger(nodeCount) && nodeCount >= 1 && nodeCount % 2 === 1,
      `'replicas' must be odd, so that a majority exists, got ${nodeCount}; use 3 or 5`,
    ),
    ...sizeFaults(plan),
    majorityFault(plan),
    ...topologyFaults(plan),
    ...removalFaults(options),
    ...kubernetesTlsFaults(tls),
    ...secretFaults(options),
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

function majorityFault({ majority, listeners: { clients, management, metrics } }: Plan): string | undefined {
  return majority !== undefined && [...clients, management, metrics].some(({ port }) => port === majority.port)
    ? `port ${majority.port} of the pods must be left to what the readiness probe asks for the majority; let 'conf' give the listener another`
    : undefined;
}

/** Memory and disk: what would never be placed, or what the server would alarm at from the first second. */
function sizeFaults({ resources, node: { conf }, claim }: Plan): (string | undefined)[] {
  const { memory, memoryRequest } = resources;
  const relative = conf['disk_free_limit.relative'];
  const absolute = conf['disk_free_limit.absolute'];
  const diskLimit =
    absolute ?? (relative === undefined ? undefined : Size.bytes(Math.ceil(memory.toBytes() * relative)));
  return [
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

function topologyFaults({ topologyBy, options }: Plan): (string | undefined)[] {
  return [
    topologyBy === 'definitions' && options.adminSecretName !== undefined
      ? `'adminSecretName' cannot be combined with boot definitions, which need the hash of the administrator's password; let Terraform create the ` +
        `Secret, or set an 'endpoint' for the provider`
      : undefined,
    options.adminSecretName !== undefined && options.adminPassword === undefined && topologyBy === 'provider'
      ? `'adminPassword' is required with 'adminSecretName': Terraform does not read the Secret`
      : undefined,
    options.adminRotation !== undefined && topologyBy === 'definitions'
      ? `'adminRotation' requires topology by the provider: the Job that imports definitions logs in as the only administrator; ` +
        `change the password on the broker first`
      : undefined,
    options.adminRotation !== undefined && (options.adminPassword ?? options.adminSecretName) !== undefined
      ? `'adminRotation' must not be given with 'adminPassword' or 'adminSecretName': it rotates generated credentials`
      : undefined,
    topologyBy === 'provider' && options.endpoint === undefined
      ? `'endpoint' is required: it is where Terraform reaches the HTTP API when 'topologyBy' is 'provider'; or use 'definitions'`
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

function secretFaults({ tls, conf = {}, ingress }: KubernetesBrokerOptions): (string | undefined)[] {
  const foreign = Object.keys(conf).filter((key) =>
    /^(listeners\.ssl|ssl_options|stream\.listeners\.ssl|(management|prometheus)\.ssl)\./.test(key),
  );
  return [
    tls === undefined && foreign.length > 0
      ? `'conf' has ${foreign.map((key) => `'${key}'`).join(', ')}, but there is no certificate; set 'tls'`
      : undefined,
    ingress !== undefined && ingress.tlsSecretName === ''
      ? `'ingress.tlsSecretName' must not be empty; remove it for plain HTTP`
      : undefined,
  ];
}

/** Those who come from outside are no pods of the namespace, so the default would shut them out. */
function outsiderFaults({ service = {}, ingress, network }: KubernetesBrokerOptions): (string | undefined)[] {
  const { clients, management } = network === undefined || network === 'open' ? {} : network;
  return [
    service.type !== undefined && service.type !== 'ClusterIP' && clients === undefined
      ? `'network.clients' is required: it lists who may connect from outside, as 'service.type' is '${service.type}': ` +
        `[{ cidr: '10.0.0.0/8' }], or 'network: "open"'`
      : undefined,
    ingress !== undefined && management === undefined
      ? `'network.management' must name the namespace of the Ingress controller: ` +
        `[{ namespaceLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }], or 'network: "open"'`
      : undefined,
  ];
}
