import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { Deployment } from '../../model/topology/deployment';
import { pluginFaults } from '../../model/server/plugins';
import type { ServerVersion } from '../../model/server/server-version';
import { Size } from '../../model/units/size';
import { Administrators, bootEnvironment } from '../access/administrators';
import type { Password } from '../access/password';
import { rotationFaults } from '../terraform/number-faults';
import { declareBootDefaults } from '../broker/boot-defaults';
import { bootDefinitions, bootDefinitionsConf } from '../broker/boot-definitions';
import { httpApiProvider } from '../terraform/http-api-provider';
import { serverVersionOf } from '../broker/image-version';
import { withAlways } from '../broker/plugins';
import { isByDefinitions } from '../terraform/topology-by';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse } from '../terraform/validation-error';
import type { DockerEngine } from './docker-engine';
import { DockerNode } from './docker-node';
import type { NodePorts } from './node-ports';
import { plainTextBeyondHost } from './plain-text';
import { reachedAt, reachFault } from './reached-at';
import type { BrokerRef, TopologyBy, UserRef } from '../references';

/** The image that a broker runs unless another is given. */
export const DEFAULT_IMAGE = 'rabbitmq:4.2-management';

/** What can be chosen about a broker of one node, wherever it is used. */
export interface DockerBrokerOptions {
  /**
   * The image, with the server, the management plugin and Prometheus metrics; paths and user as the official one has them.
   * @default 'rabbitmq:4.2-management'
   */
  readonly image?: string;
  /**
   * The server's version, by which everything declared is judged.
   * @default - as the image's tag says; it must be given when the tag does not say
   */
  readonly serverVersion?: string;
  /**
   * The container's name and host name, and so the node's: rabbit@NAME. Network and volume are named after it.
   * @default 'rabbitmq-single-node'
   */
  readonly nodeName?: string;
  /**
   * The administrator that the broker makes at its first boot; there is no `guest`.
   * @default 'admin'
   */
  readonly adminUser?: string;
  /**
   * How often the administrator's credentials were rotated. With 0 a second administrator stands by; count it up, and
   * Terraform logs in as the one that stood by and gives the other another password. Never count it down.
   * @default - they can't be rotated: Terraform logs in with what the broker was given at its first boot
   */
  readonly adminRotation?: number;
  /**
   * The container's memory limit, from which the broker's memory and disk limits follow.
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;
  /**
   * Settings of the server, over those that follow from the memory limit.
   * @default - none
   */
  readonly conf?: RabbitmqConf;
  /**
   * Plugins beyond `rabbitmq_management` and `rabbitmq_prometheus`.
   * @default - none
   */
  readonly plugins?: readonly string[];
  /**
   * Who makes what is declared on it: the Terraform `provider`, over the HTTP API, or the node itself when it boots, from
   * `definitions`. They carry what the provider cannot, but what is there already is neither changed nor deleted.
   * @see https://www.rabbitmq.com/docs/definitions#import-on-boot
   * @default 'provider'
   */
  readonly topologyBy?: TopologyBy;
  /**
   * The ports of the host on which the broker answers.
   * @default - { amqp: 5672, management: 15672, prometheus: 15692 }
   */
  readonly ports?: Partial<Required<NodePorts>>;
  /**
   * The address of the engine's host on which the ports are published, where Terraform and clients reach it; `0.0.0.0` is every
   * network the host is on. With an engine on another machine it must be given.
   * @default '127.0.0.1'
   */
  readonly bindAddress?: string;
  /**
   * Whether a plan may destroy the broker's volume, its virtual hosts and its queues.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}

export interface DockerBrokerProps extends DockerBrokerOptions {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
}

/** A broker of one node in a container, with its network, its volume and a generated administrator. */
export class DockerBroker extends Construct implements BrokerRef {
  readonly provider: TerraformProvider;
  readonly serverVersion: ServerVersion;
  readonly nodeCount = 1;
  readonly removalPolicy: RemovalPolicy;
  readonly topologyBy: TopologyBy;
  readonly plugins: readonly string[];
  readonly deployment: Deployment;
  /** As whom Terraform logs in. */
  readonly adminUser: string;
  /** The administrator's password, as the Terraform expression that stands for it. */
  readonly adminPassword: Password;
  readonly administrators: readonly UserRef[];
  readonly nodes: readonly DockerNode[];
  /** Where AMQP clients connect: HOST:PORT. */
  readonly amqpAddress: string;
  /** The management UI and HTTP API. */
  readonly managementUrl: string;
  /** The metrics of the node. */
  readonly prometheusUrl: string;
  private readonly waitsFor: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: DockerBrokerProps) {
    super(scope, id);
    const { engine, image = DEFAULT_IMAGE, nodeName = 'rabbitmq-single-node', bindAddress = '127.0.0.1' } = props;
    const ports = { amqp: 5672, management: 15672, prometheus: 15692, ...props.ports };
    const host = reachedAt(engine, bindAddress);
    this.serverVersion = serverVersionOf(this, image, props.serverVersion);
    this.removalPolicy = props.removalPolicy ?? 'protect';
    this.topologyBy = props.topologyBy ?? 'provider';
    this.plugins = withAlways(props.plugins ?? []);
    refuse(
      this,
      pluginFaults(this.plugins, this.serverVersion),
      reachFault(engine, bindAddress),
      rotationFaults({ adminRotation: props.adminRotation }),
    );
    const administrators = new Administrators(this, {
      userName: props.adminUser ?? 'admin',
      rotation: props.adminRotation,
    });
    this.adminUser = administrators.acting.userName;
    this.adminPassword = administrators.acting.password;
    this.deployment = {
      image,
      adminUser: this.adminUser,
      plainText: plainTextBeyondHost({ bindAddress, ports, conf: props.conf ?? {}, plugins: this.plugins }),
    };
    this.amqpAddress = `${host}:${ports.amqp}`;
    this.managementUrl = `http://${host}:${ports.management}`;
    this.prometheusUrl = `http://${host}:${ports.prometheus}/metrics`;
    const node = new DockerNode(this, 'Node', {
      engine,
      serverVersion: this.serverVersion,
      image: engine.addImage(this, image),
      network: engine.addNetwork(this, nodeName),
      nodeName,
      ...(isByDefinitions(this)
        ? { env: [], conf: { ...bootDefinitionsConf, ...props.conf }, files: [bootDefinitions(this)] }
        : {
            env: bootEnvironment(administrators.acting),
            keepsEnvironment: props.adminRotation !== undefined,
            conf: props.conf ?? {},
          }),
      memory: props.memory ?? Size.gibibytes(1),
      plugins: this.plugins,
      ports,
      bindAddress,
      removalPolicy: this.removalPolicy,
    });
    this.nodes = [node];
    this.waitsFor.push(node.container);
    this.provider = httpApiProvider(this, {
      endpoint: this.managementUrl,
      username: this.adminUser,
      password: this.adminPassword.value,
    });
    if (isByDefinitions(this)) declareBootDefaults(this, this.adminUser, this.adminPassword);
    this.administrators = administrators.declare(({ dependencies }) => this.waitsFor.push(...dependencies));
  }

  /** What must be there before anything is declared on it, and goes after it. */
  get dependencies(): readonly ITerraformDependable[] {
    return [...this.waitsFor];
  }
}
