import { Container } from '@cdktf/provider-docker/lib/container';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import type { Size } from '../../model/units/size';
import type { DockerEngine } from '../docker/docker-engine';
import type { UploadedFile } from '../docker/docker-node';
import { lifecycleOf, type RemovalPolicy } from '../terraform/removal-policy';

export interface ServiceProps {
  readonly engine: DockerEngine;
  readonly image: string;
  /** The container's name and host name. */
  readonly containerName: string;
  /** The networks it is on, by name. */
  readonly networks: readonly string[];
  /**
   * Arguments of the image's program.
   * @default - the image's own
   */
  readonly command?: readonly string[];
  /**
   * The environment of the container, as `KEY=value`.
   * @default - none
   */
  readonly env?: readonly string[];
  readonly files: readonly UploadedFile[];
  /** A command that succeeds while the service answers. */
  readonly healthCheck: readonly string[];
  /** Where it keeps what must outlive the container. */
  readonly dataPath: string;
  readonly memory: Size;
  readonly port: { readonly internal: number; readonly external: number };
  /** The address of the host on which the port is published. */
  readonly bindAddress: string;
  readonly removalPolicy: RemovalPolicy;
}

/** A part of the monitoring as a container with a volume. */
export class Service extends Construct {
  readonly container: Container;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { engine, containerName, memory, port, bindAddress, removalPolicy } = props;
    const volume = new Volume(this, 'Data', {
      name: `${containerName}-data`,
      provider: engine.provider,
      lifecycle: lifecycleOf(removalPolicy),
    });
    this.container = new Container(this, 'Default', {
      name: containerName,
      hostname: containerName,
      image: engine.addImage(this, props.image).imageId,
      command: props.command === undefined ? undefined : [...props.command],
      env: props.env === undefined ? undefined : [...props.env],
      memory: memory.toMebibytes(),
      memorySwap: memory.toMebibytes(),
      networksAdvanced: props.networks.map((name) => ({ name, aliases: [containerName] })),
      ports: [{ ...port, ip: bindAddress }],
      volumes: [{ volumeName: volume.name, containerPath: props.dataPath }],
      upload: props.files.map(({ file, content, permissions }) => ({
        file,
        content,
        ...(permissions === undefined ? {} : { permissions }),
      })),
      restart: 'unless-stopped',
      // Refreshing the state must not delete it while it is stopped.
      mustRun: false,
      destroyGraceSeconds: STOP_SECONDS,
      stopTimeout: STOP_SECONDS,
      logDriver: 'json-file',
      logOpts: { 'max-size': '10m', 'max-file': '5' },
      healthcheck: {
        test: ['CMD', ...props.healthCheck],
        interval: '5s',
        timeout: '5s',
        startPeriod: '1m0s',
        retries: 6,
      },
      wait: true,
      waitTimeout: 120,
      provider: engine.provider,
    });
  }
}

/** Prometheus writes what it holds in memory to its volume. */
const STOP_SECONDS = 30;
