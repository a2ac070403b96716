import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { bootEnvironment } from '../access/administrators';
import { bootDefinitions } from '../broker/boot-definitions';
import type { CertificateAuthority } from '../broker/certificate-authority';
import { ProvisionedBroker } from '../broker/provisioned-broker';
import type { BrokerClients, UserRef } from '../references';
import { isByDefinitions } from '../terraform/topology-by';
import type { DockerEngine } from './docker-engine';
import { DockerNode, nodeNameFaults } from './docker-node';
import type { DockerOptions } from './docker-options';
import { dockerPlan, type DockerPlan } from './docker-plan';
import { NodeCertificates } from './node-certificates';
import { portFaults, type NodePorts } from './node-ports';
import { checkProps } from '../props/check-props';

/** What can be chosen about a broker of one node, wherever it is used. */
export interface DockerBrokerOptions extends DockerOptions {
  /**
   * The container's name and host name, and so the node's: rabbit@NAME. Network and volume are named after it.
   * @default 'rabbitmq-single-node'
   */
  readonly nodeName?: string;
  /**
   * The ports of the host on which the broker answers.
   * @default - { amqp: 5672, amqps: 5671, management: 15672, prometheus: 15692 }
   */
  readonly ports?: Partial<Required<NodePorts>>;
}

export interface DockerBrokerProps extends DockerBrokerOptions {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
}

/** A broker of one node in a container, with its network, its volume and a generated administrator. */
export class DockerBroker extends ProvisionedBroker {
  readonly provider: TerraformProvider;
  readonly administrators: readonly UserRef[];
  readonly clients: BrokerClients;
  readonly nodes: readonly [DockerNode];
  /** The authority that signed the node's certificate, and can sign clients'; undefined without TLS, or with files given. */
  readonly authority: CertificateAuthority | undefined;
  /** The certificates of the authorities that signed the node's, in PEM; undefined without TLS. */
  readonly caCertificate: string | undefined;
  /** Where AMQP clients connect: HOST:PORT, without TLS where the broker serves that. */
  readonly amqpAddress: string;
  /** The same as a URL, with `amqps` where the broker serves no AMQP without TLS. */
  readonly amqpUrl: string;
  /** The management UI and HTTP API. */
  readonly managementUrl: string;
  /** The metrics of the node. */
  readonly prometheusUrl: string;

  constructor(scope: Construct, id: string, props: DockerBrokerProps) {
    checkProps(scope, id, 'DockerBrokerProps', props);
    let plan!: SingleNodePlan;
    super(scope, id, props, (image, version) => (plan = singleNodePlan(props, image, version)));
    const { engine } = props;
    const { node, nodeName, host, ports, bindAddress, tls } = plan;
    const isPlain = node.listeners.amqp !== undefined;
    this.amqpAddress = `${host}:${isPlain ? ports.amqp : ports.amqps}`;
    this.amqpUrl = `${isPlain ? 'amqp' : 'amqps'}://${this.amqpAddress}`;
    this.managementUrl = `${node.encrypted.management ? 'https' : 'http'}://${host}:${ports.management}`;
    this.prometheusUrl = `${node.encrypted.prometheus ? 'https' : 'http'}://${host}:${ports.prometheus}/metrics`;
    const certificates = new NodeCertificates(this, tls, `${nodeName} authority`);
    this.authority = certificates.authority;
    this.caCertificate = certificates.caCertificate;
    const { listeners, encrypted } = node;
    this.clients = certificates.clients([
      ...(isPlain ? [`amqp://${host}:${ports.amqp}`] : []),
      ...(listeners.amqps === undefined ? [] : [`amqps://${host}:${ports.amqps}`]),
      ...(listeners.stream === undefined || ports.stream === undefined
        ? []
        : [`${encrypted.stream ? 'rabbitmq-stream+tls' : 'rabbitmq-stream'}://${host}:${ports.stream}`]),
    ]);
    const secured = certificates.ofNode('Certificate', [nodeName, 'localhost'], host);
    const container = new DockerNode(this, 'Node', {
      engine,
      image: engine.addImage(this, node.image),
      network: engine.addNetwork(this, nodeName),
      nodeName,
      plan: node,
      env: isByDefinitions(this) ? [] : bootEnvironment({ userName: this.adminUser, password: this.adminPassword }),
      keepsEnvironment: props.adminRotation !== undefined,
      erlangArguments: secured.erlangArguments,
      files: [...(isByDefinitions(this) ? [bootDefinitions(this)] : []), ...secured.files],
      ports,
      bindAddress,
      removalPolicy: this.removalPolicy,
    });
    this.nodes = [container];
    this.waitFor(container.container);
    this.provider = this.httpApi({ endpoint: this.managementUrl, ...certificates.trust });
    this.administrators = this.declareAdministrators();
  }
}

/** A broker of one node, resolved. */
interface SingleNodePlan extends DockerPlan {
  readonly nodeName: string;
  readonly ports: NodePorts;
}

function singleNodePlan(
  props: DockerBrokerProps,
  image: string,
  serverVersion: DockerPlan['node']['serverVersion'],
): SingleNodePlan {
  const { engine, nodeName = 'rabbitmq-single-node' } = props;
  const ports = { amqp: 5672, amqps: 5671, management: 15672, prometheus: 15692, ...props.ports };
  const plan = dockerPlan(props, { image, serverVersion, engine, nodeCount: 1, ports, conf: {} });
  const faults = [...plan.faults, ...nodeNameFaults('nodeName', nodeName), ...portFaults(ports, plan.node.listeners)];
  return { ...plan, nodeName, ports, faults };
}
