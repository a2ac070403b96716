import { resolve } from 'node:path';
import { Fn, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../model/topology/deployment';
import { pluginFaults } from '../../model/server/plugins';
import { withConfDefaults, type RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { ServerVersion } from '../../model/server/server-version';
import { Size } from '../../model/units/size';
import { Administrators, bootEnvironment } from '../access/administrators';
import { Password } from '../access/password';
import { rotationFaults } from '../terraform/number-faults';
import { clusterSizing, quorumGroupSizeOf, type ClusterSizing } from '../../model/server/cluster-sizing';
import { httpApiProvider } from '../terraform/http-api-provider';
import { CertificateAuthority } from '../broker/certificate-authority';
import { ERLANG_COOKIE_FILE } from '../../model/server/erlang-cookie';
import { serverVersionOf } from '../broker/image-version';
import { listenersOf } from '../../model/server/listeners';
import { withAlways } from '../broker/plugins';
import { EXTERNAL_PLUGIN, nodeTls, tlsConf, type NodeTls, type TlsOptions } from '../broker/tls';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse, unless } from '../terraform/validation-error';
import { clusterPortFaults, defaultPorts, portsOfNode } from './cluster-ports';
import { DEFAULT_IMAGE } from './docker-broker';
import { DEFAULT_BALANCER_IMAGE, type DockerClusterOptions } from './docker-cluster-options';
import type { DockerEngine } from './docker-engine';
import { DockerNode } from './docker-node';
import { LoadBalancer } from './load-balancer';
import { isLoopback } from './loopback';
import { plainTextBeyondHost } from './plain-text';
import { reachedAt, reachFault } from './reached-at';
import type { BrokerRef, UserRef } from '../references';

export interface DockerClusterProps extends DockerClusterOptions {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
}

/**
 * A cluster of nodes in containers, each with its volume, behind a load balancer. The nodes find each other by a list in
 * their configuration, and whatever is declared goes through the load balancer, so that the loss of a node stops nothing.
 */
export class DockerCluster extends Construct implements BrokerRef {
  readonly provider: TerraformProvider;
  readonly serverVersion: ServerVersion;
  readonly nodeCount: number;
  readonly quorumGroupSize: number | undefined;
  readonly removalPolicy: RemovalPolicy;
  readonly plugins: readonly string[];
  readonly deployment: Deployment;
  /** As whom Terraform logs in. */
  readonly adminUser: string;
  /** The administrator's password, as the Terraform expression that stands for it. */
  readonly adminPassword: Password;
  readonly administrators: readonly UserRef[];
  readonly nodes: readonly DockerNode[];
  readonly balancer: LoadBalancer;
  /** The numbers that were computed together. */
  readonly sizing: ClusterSizing;
  /** The authority that signed the nodes' certificates, and can sign clients'; undefined without TLS, or with files given. */
  readonly authority: CertificateAuthority | undefined;
  /** The certificates of the authorities that signed the nodes', in PEM; undefined without TLS. */
  readonly caCertificate: string | undefined;
  /** Where AMQP clients connect: amqp://HOST:PORT of the load balancer, amqps:// too or instead as TLS was chosen. */
  readonly amqpUrls: readonly string[];
  /**
   * Where clients of the streams' own protocol ask for a stream's nodes: rabbitmq-stream://HOST:PORT of each node,
   * rabbitmq-stream+tls:// without a plain listener; empty without the plugin `rabbitmq_stream`.
   */
  readonly streamUrls: readonly string[];
  /** The management UI and HTTP API, through the load balancer. */
  readonly managementUrl: string;
  /** The HTTP API of each node itself: some checks are of the node that is asked. */
  readonly nodeManagementUrls: readonly string[];
  /** The metrics of each node. */
  readonly prometheusUrls: readonly string[];
  /** HAProxy's statistics; its metrics are under /metrics. */
  readonly statisticsUrl: string;
  private readonly waitsFor: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: DockerClusterProps) {
    super(scope, id);
    const { engine, image = DEFAULT_IMAGE, clusterName = 'rabbit', bindAddress = '127.0.0.1' } = props;
    const { memory = Size.gibibytes(1), tls } = props;
    const host = reachedAt(engine, bindAddress);
    const ports = {
      ofNodes: { ...defaultPorts.ofNodes, ...props.ports },
      ofBalancer: { ...defaultPorts.ofBalancer, ...props.balancerPorts },
    };
    this.nodeCount = props.nodeCount ?? 3;
    this.serverVersion = serverVersionOf(this, image, props.serverVersion);
    this.sizing = clusterSizing({ nodeCount: this.nodeCount, memory, serverVersion: this.serverVersion });
    const nodeNames = Array.from({ length: this.nodeCount }, (_, index) => `${clusterName}${index + 1}`);
    this.plugins = withAlways([...(props.plugins ?? []), ...(tls === undefined ? [] : [EXTERNAL_PLUGIN])]);
    const conf = withConfDefaults(props.conf ?? {}, {
      ...this.sizing.conf,
      ...peerDiscovery(clusterName, nodeNames),
      ...(tls === undefined ? {} : tlsConf(tls, this.plugins)),
    });
    this.quorumGroupSize = quorumGroupSizeOf(conf);
    const listeners = listenersOf(conf, this.plugins);
    refuse(
      this,
      unless(
        Number.isSafeInteger(this.nodeCount) && this.nodeCount >= 3 && this.nodeCount % 2 === 1,
        `'nodeCount' must be odd and at least 3, so that a majority can be lost or kept, got ${this.nodeCount}`,
      ),
      pluginFaults(this.plugins, this.serverVersion),
      reachFault(engine, bindAddress),
      rotationFaults({ adminRotation: props.adminRotation, cookieRotation: props.cookieRotation }),
      heartbeatFault(conf, this.sizing),
      clusterPortFaults(ports, listeners, this.nodeCount),
      trustFault(tls, host),
    );
    this.removalPolicy = props.removalPolicy ?? 'protect';
    const administrators = new Administrators(this, {
      userName: props.adminUser ?? 'admin',
      rotation: props.adminRotation,
    });
    this.adminUser = administrators.acting.userName;
    this.adminPassword = administrators.acting.password;
    const plainText = plainTextBeyondHost({ bindAddress, ports: ports.ofNodes, conf, plugins: this.plugins });
    this.deployment = { image, adminUser: this.adminUser, plainText };
    const cookie = Password.generated(new Construct(this, 'Cookie'), props.cookieRotation);
    const network = engine.addNetwork(this, `${clusterName}-cluster`);
    const nodeImage = engine.addImage(this, image);
    const balancerName = `${clusterName}-balancer`;
    if (tls !== undefined && tls.certificateFiles === undefined)
      this.authority = new CertificateAuthority(this, 'Authority', { commonName: `${clusterName} cluster` });
    const givenCa = tls?.certificateFiles?.caFile;
    this.caCertificate = givenCa === undefined ? this.authority?.certificatePem : pem(givenCa);
    this.nodes = nodeNames.map((nodeName, index) => {
      const own = portsOfNode(ports, index);
      const secured = this.secured(tls, `Certificate${index + 1}`, [nodeName, balancerName, 'localhost'], [host]);
      return new DockerNode(this, `Node${index + 1}`, {
        engine,
        serverVersion: this.serverVersion,
        image: nodeImage,
        network,
        nodeName,
        env: [...bootEnvironment(administrators.acting), ...secured.env],
        // What else is in it comes with files of its own, which make a node anew, or may wait for the next time.
        keepsEnvironment: props.adminRotation !== undefined,
        memory,
        conf: listeners.stream === undefined ? conf : withConfDefaults(conf, streamAddress(conf, host, own.stream)),
        plugins: this.plugins,
        files: [{ file: ERLANG_COOKIE_FILE, content: cookie.value, permissions: '0400' }, ...secured.files],
        ports: own,
        bindAddress,
        removalPolicy: this.removalPolicy,
      });
    });
    this.balancer = new LoadBalancer(this, 'Balancer', {
      engine,
      image: props.balancerImage ?? DEFAULT_BALANCER_IMAGE,
      network,
      containerName: balancerName,
      nodeNames,
      listeners,
      sizing: this.sizing,
      ports: ports.ofBalancer,
      bindAddress,
    });
    const scheme = tls === undefined ? 'http' : 'https';
    this.amqpUrls = [
      ...(listeners.amqp === undefined ? [] : [`amqp://${host}:${ports.ofBalancer.amqp}`]),
      ...(listeners.amqps === undefined ? [] : [`amqps://${host}:${ports.ofBalancer.amqps}`]),
    ];
    const streamScheme = conf['stream.listeners.tcp'] === 'none' ? 'rabbitmq-stream+tls' : 'rabbitmq-stream';
    this.streamUrls =
      listeners.stream === undefined
        ? []
        : nodeNames.map((_, index) => `${streamScheme}://${host}:${portsOfNode(ports, index).stream}`);
    this.managementUrl = `${scheme}://${host}:${ports.ofBalancer.management}`;
    this.nodeManagementUrls = nodeNames.map((_, index) => {
      return `${scheme}://${host}:${portsOfNode(ports, index).management}`;
    });
    this.prometheusUrls = nodeNames.map((_, index) => {
      return `${scheme}://${host}:${portsOfNode(ports, index).prometheus}/metrics`;
    });
    this.statisticsUrl = `http://${host}:${ports.ofBalancer.statistics}`;
    this.waitsFor.push(...[...this.nodes, this.balancer].map(({ container }) => container));
    this.provider = httpApiProvider(this, {
      endpoint: this.managementUrl,
      username: this.adminUser,
      password: this.adminPassword.value,
      ...trust(tls),
    });
    this.administrators = administrators.declare(({ dependencies }) => this.waitsFor.push(...dependencies));
  }

  /** What must be there before anything is declared on it, and goes after it. */
  get dependencies(): readonly ITerraformDependable[] {
    return [...this.waitsFor];
  }

  /** What a node is given so that it speaks TLS, if it shall. */
  private secured(
    tls: TlsOptions | undefined,
    id: string,
    dnsNames: readonly [string, ...string[]],
    ipAddresses: readonly string[],
  ): NodeTls {
    if (tls === undefined) return { files: [], env: [] };
    const { certificateFiles: given } = tls;
    if (given !== undefined) {
      const { caFile, certificateFile, privateKeyFile } = given;
      return nodeTls(tls, pem(caFile), { certificatePem: pem(certificateFile), privateKeyPem: pem(privateKeyFile) });
    }
    const { authority } = this;
    if (authority === undefined) throw new Error('without files there is an authority');
    const names = { commonName: dnsNames[0], dnsNames, ipAddresses };
    return nodeTls(tls, authority.certificatePem, authority.issueServer(this, id, names));
  }
}

/** The content of a file on the machine that runs Terraform. */
function pem(file: string): string {
  return Fn.file(resolve(file));
}

function peerDiscovery(clusterName: string, nodeNames: readonly string[]): RabbitmqConf {
  return {
    cluster_name: clusterName,
    'cluster_formation.peer_discovery_backend': 'classic_config',
    'cluster_formation.target_cluster_size_hint': nodeNames.length,
    ...Object.fromEntries(
      nodeNames.map((name, index) => [`cluster_formation.classic_config.nodes.${index + 1}`, `rabbit@${name}`]),
    ),
  };
}

function streamAddress(conf: RabbitmqConf, host: string, port: number): RabbitmqConf {
  return conf['stream.listeners.tcp'] === 'none'
    ? {
        // Until 4.1.3 clients are told this one over TLS, too: rabbit_stream_reader.erl.
        'stream.advertised_host': host,
        'stream.advertised_tls_host': host,
        'stream.advertised_tls_port': port,
      }
    : { 'stream.advertised_host': host, 'stream.advertised_port': port };
}

function heartbeatFault(conf: RabbitmqConf, { idleTimeout }: ClusterSizing): string | undefined {
  const { heartbeat } = conf;
  return heartbeat === undefined || heartbeat.toMilliseconds() * 2 <= idleTimeout.toMilliseconds()
    ? undefined
    : `'heartbeat' must be at most half of the ${idleTimeout} that the load balancer keeps a silent connection, got ${heartbeat}`;
}

/** How the provider trusts management: by the authorities' file, or by the way there, which does not leave the machine. */
function trust(tls: TlsOptions | undefined): { caCertificateFile?: string; insecure?: boolean } {
  if (tls === undefined) return {};
  const { certificateFiles: given } = tls;
  return given === undefined ? { insecure: true } : { caCertificateFile: resolve(given.caFile) };
}

/** The provider reads authorities from a file only, when a plan begins: one that the plan itself makes comes too late. */
function trustFault(tls: TlsOptions | undefined, host: string): string | undefined {
  return tls === undefined || tls.certificateFiles !== undefined || isLoopback(host)
    ? undefined
    : `'tls.certificateFiles' must be given when 'bindAddress' is not of the machine itself, got '${host}': Terraform could not verify who answers there`;
}
