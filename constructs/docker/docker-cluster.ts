import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterSizing } from '../../model/server/cluster-sizing';
import { ERLANG_COOKIE_FILE } from '../../model/server/erlang-cookie';
import { withConfDefaults } from '../../model/server/rabbitmq-conf';
import { bootEnvironment } from '../access/administrators';
import { Password } from '../access/password';
import { bootDefinitions } from '../broker/boot-definitions';
import type { CertificateAuthority } from '../broker/certificate-authority';
import { ProvisionedBroker } from '../broker/provisioned-broker';
import type { BrokerClients, UserRef } from '../references';
import { isByDefinitions } from '../terraform/topology-by';
import { portsOfNode } from './cluster-ports';
import { DEFAULT_BALANCER_IMAGE, type DockerClusterOptions } from './docker-cluster-options';
import { dockerClusterPlan, streamAddress, type DockerClusterPlan } from './docker-cluster-plan';
import type { DockerEngine } from './docker-engine';
import { DockerNode, type UploadedFile } from './docker-node';
import { LoadBalancer } from './load-balancer';
import { NodeCertificates } from './node-certificates';
import { checkProps } from '../props/check-props';

export interface DockerClusterProps extends DockerClusterOptions {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
}

/**
 * A cluster of nodes in containers, each with its volume, behind a load balancer. The nodes find each other by a list in
 * their configuration, and whatever is declared goes through the load balancer, so that the loss of a node stops nothing.
 */
export class DockerCluster extends ProvisionedBroker {
  readonly provider: TerraformProvider;
  readonly administrators: readonly UserRef[];
  readonly clients: BrokerClients;
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
   * rabbitmq-stream+tls:// where streams are served over TLS; empty without the plugin `rabbitmq_stream`.
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

  constructor(scope: Construct, id: string, props: DockerClusterProps) {
    checkProps(scope, id, 'DockerClusterProps', props);
    let plan!: DockerClusterPlan;
    super(scope, id, props, (image, version) => (plan = dockerClusterPlan(props, props.engine, image, version)));
    const { engine } = props;
    const { node, clusterName, nodeNames, balancerName, host, bindAddress, ports, sizing, tls, majority } = plan;
    const { listeners, encrypted } = node;
    this.sizing = sizing;
    const cookie = Password.generated(new Construct(this, 'Cookie'), props.cookieRotation);
    const network = engine.addNetwork(this, `${clusterName}-cluster`);
    const image = engine.addImage(this, node.image);
    const certificates = new NodeCertificates(this, tls, `${clusterName} cluster`);
    this.authority = certificates.authority;
    this.caCertificate = certificates.caCertificate;
    const shared: UploadedFile[] = [
      { file: ERLANG_COOKIE_FILE, content: cookie.value, permissions: '0400' },
      ...(isByDefinitions(this) ? [bootDefinitions(this)] : []),
      ...(majority === undefined ? [] : [majority.file]),
    ];
    this.nodes = nodeNames.map((nodeName, index) => {
      const secured = certificates.ofNode(`Certificate${index + 1}`, [nodeName, balancerName, 'localhost'], host);
      return new DockerNode(this, `Node${index + 1}`, {
        engine,
        image,
        network,
        nodeName,
        plan: { ...node, conf: withConfDefaults(node.conf, streamAddress(plan, index)) },
        env: isByDefinitions(this) ? [] : bootEnvironment({ userName: this.adminUser, password: this.adminPassword }),
        // What else is in it comes with files of its own, which make a node anew, or may wait for the next time.
        keepsEnvironment: props.adminRotation !== undefined,
        erlangArguments: secured.erlangArguments,
        ...(majority === undefined ? {} : { serverArguments: majority.serverArguments }),
        files: [...shared, ...secured.files],
        ports: portsOfNode(ports, index),
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
      ...(majority === undefined ? {} : { majorityPort: majority.port }),
      sizing,
      ports: ports.ofBalancer,
      bindAddress,
    });
    const { ofBalancer } = ports;
    const ofEachNode = (scheme: string, port: 'management' | 'prometheus' | 'stream', path = '') =>
      nodeNames.map((_, index) => `${scheme}://${host}:${portsOfNode(ports, index)[port]}${path}`);
    const management = encrypted.management ? 'https' : 'http';
    const streams = encrypted.stream ? 'rabbitmq-stream+tls' : 'rabbitmq-stream';
    this.amqpUrls = [
      ...(listeners.amqp === undefined ? [] : [`amqp://${host}:${ofBalancer.amqp}`]),
      ...(listeners.amqps === undefined ? [] : [`amqps://${host}:${ofBalancer.amqps}`]),
    ];
    this.streamUrls = listeners.stream === undefined ? [] : ofEachNode(streams, 'stream');
    this.clients = certificates.clients([...this.amqpUrls, ...this.streamUrls]);
    this.managementUrl = `${management}://${host}:${ofBalancer.management}`;
    this.nodeManagementUrls = ofEachNode(management, 'management');
    this.prometheusUrls = ofEachNode(encrypted.prometheus ? 'https' : 'http', 'prometheus', '/metrics');
    this.statisticsUrl = `http://${host}:${ofBalancer.statistics}`;
    this.waitFor(...[...this.nodes, this.balancer].map(({ container }) => container));
    this.provider = this.httpApi({ endpoint: this.managementUrl, ...certificates.trust });
    this.administrators = this.declareAdministrators();
  }
}
