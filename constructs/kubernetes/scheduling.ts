import type {
  StatefulSetV1SpecTemplateSpec as PodSpec,
  StatefulSetV1SpecTemplateSpecToleration as Toleration,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import type { Names } from './names';

/** How strictly pods are kept apart: not scheduled at all otherwise, apart where possible, or not looked at. */
export type Separation = 'required' | 'preferred' | 'none';

/** Where the pods may run. */
export interface SchedulingOptions {
  /**
   * Whether two pods may be on one machine.
   * @default 'preferred'; production has three machines and says 'required'
   */
  readonly hosts?: Separation;
  /**
   * Whether the pods spread evenly over zones, by the label `topology.kubernetes.io/zone` of the machines.
   * @default 'preferred'
   */
  readonly zones?: Separation;
  /**
   * Labels of the machines they may run on.
   * @default - any machine
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /**
   * The taints of machines that they bear.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * The priority class, by which pods of less priority make room.
   * @default - the Kubernetes cluster's default
   */
  readonly priorityClassName?: string;
}

/** The part of a pod's specification that says where it runs. */
export function schedulingOf(names: Names, options: SchedulingOptions): Partial<PodSpec> {
  const { hosts = 'preferred', zones = 'preferred', nodeSelector, tolerations, priorityClassName } = options;
  return {
    nodeSelector: nodeSelector === undefined ? undefined : { ...nodeSelector },
    toleration: tolerations === undefined ? undefined : [...tolerations],
    priorityClassName,
    affinity: hosts === 'none' ? undefined : { podAntiAffinity: apartByHost(names, hosts) },
    topologySpreadConstraint:
      zones === 'none'
        ? undefined
        : [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: zones === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
              labelSelector: [{ matchLabels: names.selector }],
            },
          ],
  };
}

function apartByHost(names: Names, hosts: 'required' | 'preferred') {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: [{ matchLabels: names.selector }] };
  return hosts === 'required'
    ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
}
