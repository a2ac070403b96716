import type {
  StatefulSetV1SpecTemplateSpecContainer as Container,
  StatefulSetV1SpecTemplateSpecContainerVolumeMount as VolumeMount,
  StatefulSetV1SpecTemplateSpecVolume as Volume,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Size } from '../../model/units/size';

/** What a node may use of a machine. */
export interface ResourceOptions {
  /**
   * The share of a processor that a pod is placed by, in Kubernetes' words: `500m`, `2`.
   * @default '500m'
   */
  readonly cpuRequest?: string;
  /**
   * The most it gets; Erlang runs as many schedulers as that is processors.
   * @default '2'
   */
  readonly cpuLimit?: string;
  /**
   * The memory limit, from which the server's memory and disk limits follow.
   * @default Size.gibibytes(2)
   */
  readonly memory?: Size;
  /**
   * The memory that a pod is placed by. Less than the limit, and Kubernetes may end the pod when its machine runs out.
   * @default - the memory limit
   */
  readonly memoryRequest?: Size;
}

/** The volume of each node. */
export interface StorageOptions {
  /**
   * Its size. Growing it is refused until the claims themselves have grown: docs/kubernetes.md says how.
   * @default Size.gibibytes(10)
   */
  readonly size?: Size;
  /**
   * Its storage class.
   * @default - the Kubernetes cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * What becomes of the claims when the StatefulSet goes.
   * @default - `Retain` when the broker's removal policy is `protect`, else `Delete`
   */
  readonly whenDeleted?: 'Retain' | 'Delete';
}

/** Whatever a pod needs that no other prop gives. */
export interface PodOptions {
  /**
   * Environment variables of the server. No secrets: mount those.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * More volumes.
   * @default - none
   */
  readonly volumes?: readonly Volume[];
  /**
   * Where the server sees them.
   * @default - nowhere
   */
  readonly volumeMounts?: readonly VolumeMount[];
  /**
   * More containers, under the same security rules as the server's.
   * @default - none
   */
  readonly sidecars?: readonly Container[];
  /**
   * More labels of the pods.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * More annotations of the pods.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Names of the Secrets with which images are pulled.
   * @default - none
   */
  readonly pullSecrets?: readonly string[];
}

/** Resources without gaps. */
export type Resources = Required<ResourceOptions>;

/** Fills the gaps. */
export function resourcesOf(options: ResourceOptions): Resources {
  const { cpuRequest = '500m', cpuLimit = '2', memory = Size.gibibytes(2), memoryRequest = memory } = options;
  return { cpuRequest, cpuLimit, memory, memoryRequest };
}

/** A size in Kubernetes' words: `2Gi`, `1500Mi`; the canonical form, in which Kubernetes gives it back. */
export function quantity(size: Size): string {
  return size.toString().replace(/B$/, '');
}
