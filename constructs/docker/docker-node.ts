import { Container, type ContainerPorts } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import type { TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import type { EncryptedListeners, Listeners } from '../../model/server/listeners';
import { nodeFiles, type NodePlan } from '../../model/server/node-plan';
import { openSettings } from '../broker/open-settings';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import { escapeTemplates } from '../terraform/escape-templates';
import { lifecycleOf, type RemovalPolicy } from '../terraform/removal-policy';
import type { DockerEngine } from './docker-engine';
import { patientHealthcheck } from './health-check';
import type { NodePorts } from './node-ports';

/** A file that a container is given before it starts. */
export interface UploadedFile {
  /** Its absolute path. */
  readonly file: string;
  readonly content: string;
  /**
   * Its mode, in octal: `0400`. It belongs to root; below /var/lib/rabbitmq the image gives it to `rabbitmq`.
   * @default '0644'
   */
  readonly permissions?: string;
}

export interface DockerNodeProps {
  readonly engine: DockerEngine;
  readonly image: Image;
  readonly network: Network;
  /** The container's name and host name, and so the node's: rabbit@NAME. The data on the volume belongs to that name. */
  readonly nodeName: string;
  /** The environment of the container, as `KEY=value`. */
  readonly env: readonly string[];
  /**
   * Whether a node stays as it is when only its environment would be another: what counts at the first boot alone is no
   * reason to create it again.
   * @default false
   */
  readonly keepsEnvironment?: boolean;
  /** What it has of its own, without faults; nothing is swapped of its memory. */
  readonly plan: NodePlan;
  /**
   * Arguments of every Erlang machine in the container: the server's and those of the command line tools.
   * @default - none
   */
  readonly erlangArguments?: readonly string[];
  /**
   * Arguments of the server's Erlang machine alone.
   * @default - none
   */
  readonly serverArguments?: readonly string[];
  /**
   * Files beside rabbitmq.conf and enabled_plugins.
   * @default - none
   */
  readonly files?: readonly UploadedFile[];
  readonly ports: NodePorts;
  /** The address of the host on which the ports are published. */
  readonly bindAddress: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A node of RabbitMQ as a container with a volume. It may be stopped: a plan neither deletes it then nor starts it.
 */
export class DockerNode extends Construct {
  readonly container: Container;
  /** Its name, under which it is found on {@link networkName}. */
  readonly nodeName: string;
  readonly networkName: string;
  /** The ports inside the container on which it listens. */
  readonly listeners: Listeners;
  /** Which of them are over TLS. */
  readonly encrypted: EncryptedListeners;

  constructor(scope: Construct, id: string, props: DockerNodeProps) {
    super(scope, id);
    const {
      engine,
      nodeName,
      plan,
      bindAddress,
      removalPolicy,
      erlangArguments = [],
      serverArguments = [],
      files = [],
    } = props;
    const { memory, listeners, encrypted } = plan;
    this.listeners = listeners;
    this.encrypted = encrypted;
    this.nodeName = nodeName;
    this.networkName = props.network.nameInput ?? props.network.name;
    const volume = new Volume(this, 'Data', {
      name: `${nodeName}-data`,
      provider: engine.provider,
      lifecycle: lifecycleOf(removalPolicy),
    });
    this.container = new Container(this, 'Default', {
      name: nodeName,
      hostname: nodeName,
      image: props.image.imageId,
      env: [...props.env, ...erlangEnvironment(erlangArguments, serverArguments), ...ERLANG],
      memory: memory.toMebibytes(),
      memorySwap: memory.toMebibytes(),
      networksAdvanced: [{ name: props.network.name, aliases: [nodeName] }],
      ports: published(props.ports, listeners, bindAddress),
      volumes: [{ volumeName: volume.name, containerPath: '/var/lib/rabbitmq' }],
      upload: [
        ...Object.entries(nodeFiles(plan)).map(([name, content]) => ({
          file: `/etc/rabbitmq/${name}`,
          content: escapeTemplates(content),
        })),
        ...files,
      ],
      restart: 'unless-stopped',
      // With `true`, refreshing the state deletes a stopped container, even in a plan that nobody applies.
      mustRun: false,
      // The provider kills after 0 seconds otherwise, whatever `stopTimeout` says.
      destroyGraceSeconds: STOP_SECONDS,
      stopTimeout: STOP_SECONDS,
      logDriver: 'json-file',
      logOpts: { 'max-size': '10m', 'max-file': '5' },
      healthcheck: patientHealthcheck(connects(listeners)),
      wait: true,
      waitTimeout: 180,
      lifecycle: lifecycleWith(plan.conf, props.keepsEnvironment === true),
      provider: engine.provider,
    });
  }
}

/**
 * What is wrong with the name of a container that is also a host.
 * @param prop - the prop that says it
 * @param addition - how much is added to it
 */
export function nodeNameFaults(prop: string, name: string, addition = 0): string[] {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length + addition <= 63
    ? []
    : [
        `'${prop}' must be a host name of lower-case letters, digits and dashes, at most ${63 - addition}, got '${name}'`,
      ];
}

function erlangEnvironment(everywhere: readonly string[], server: readonly string[]): string[] {
  const variables = {
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: [...everywhere, ...server],
    RABBITMQ_CTL_ERL_ARGS: everywhere,
  };
  return Object.entries(variables)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}=${values.join(' ')}`);
}

/** How a node's Erlang machine is run, as variables. */
const ERLANG = [
  // It sizes a table by the limit of open files: where an engine sets none, it would cost gigabytes.
  'ERL_MAX_PORTS=65536',
  // A thread without work looks for more during some microseconds before it sleeps; RabbitMQ's default is `none`. A booting node
  // looks for its modules in some 16,000 places, each a job for another thread that it awaits: docs/performance.md.
  'RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD=very_short',
];

function lifecycleWith(conf: RabbitmqConf, keepsEnvironment: boolean): TerraformResourceLifecycle | undefined {
  const lifecycle = { ...openSettings(conf), ...(keepsEnvironment ? { ignoreChanges: ['env'] } : {}) };
  return Object.keys(lifecycle).length === 0 ? undefined : lifecycle;
}

/** How long a node may take to stop: closing queues and flushing what is in memory. */
const STOP_SECONDS = 60;

/**
 * A command that succeeds once every listener takes connections. A node opens them last, when it has booted and joined
 * its peers, and closes them while it is paused in a minority; alarms leave them open. `rabbitmq-diagnostics
 * check_port_connectivity` tells no more, and costs the seconds of an Erlang machine at every turn.
 */
function connects(listeners: Listeners): string {
  const ports = Object.values(listeners).filter((port) => port !== undefined);
  return ports.map((port) => `</dev/tcp/127.0.0.1/${port}`).join(' && ');
}

function published(ports: NodePorts, listeners: Listeners, ip: string): ContainerPorts[] {
  return Object.entries(listeners).flatMap(([name, internal]) => {
    const external = ports[name as keyof NodePorts];
    return internal === undefined || external === undefined ? [] : [{ internal, external, ip }];
  });
}
