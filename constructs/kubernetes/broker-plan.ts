import type { Duration } from '../../model/units/duration';
import type { Size } from '../../model/units/size';
import type { MajorityAgent } from '../broker/majority';
import type { BrokerPlan } from '../broker/provisioned-broker';
import type { KubernetesBrokerOptions } from './broker-options';
import type { Names } from './names';
import type { PodListeners } from './pod-listeners';
import type { Resources } from './pod-options';
import type { Probes } from './probes';
import type { KubernetesTls } from './tls-options';

/** A broker in a Kubernetes cluster, resolved. */
export interface KubernetesBrokerPlan extends BrokerPlan {
  readonly names: Names;
  readonly listeners: PodListeners;
  readonly probes: Probes;
  /** What the readiness probe asks, where the server itself does not tell. */
  readonly majority: MajorityAgent | undefined;
  readonly resources: Resources;
  readonly claim: Size;
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly quorumWait: Duration;
  /** Whether a node asks Kubernetes for its peers. */
  readonly asksKubernetes: boolean;
  readonly tls: KubernetesTls | undefined;
  readonly options: KubernetesBrokerOptions;
}
