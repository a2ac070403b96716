import type {
  StatefulSetV1SpecTemplateSpecContainerReadinessProbe as ReadinessProbe,
  StatefulSetV1SpecTemplateSpecContainerStartupProbe as StartupProbe,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import type { Duration } from '../../model/units/duration';
import { isAtLeast, type ServerVersion } from '../../model/server/server-version';
import type { PodListeners } from './pod-listeners';

/** What Kubernetes asks a node. */
export interface Probes {
  readonly startupProbe: StartupProbe;
  readonly readinessProbe: ReadinessProbe;
}

/**
 * The probes that a version of the server can answer without a password. A node has started once it has joined a cluster of
 * the wanted size, which holds for good after the first time; it is ready while it takes connections, whatever its alarms
 * say: alarms block publishers alone, and an unready pod would cut off the consumers that end the alarm. There is no liveness
 * probe: a node that recovers answers nobody, and killing it makes it begin again.
 * @param startupLimit - how long a node may take to boot before it is killed
 */
export function probesOf(
  version: ServerVersion,
  { clients, management }: PodListeners,
  startupLimit: Duration,
): Probes {
  const scheme = management.isTls ? 'HTTPS' : 'HTTP';
  const ask = (check: string) => ({ httpGet: { path: `/api/health/checks/${check}`, port: management.name, scheme } });
  return {
    startupProbe: {
      ...(isAtLeast(version, '4.2.4')
        ? { ...ask('reached-target-cluster-size'), timeoutSeconds: 5 }
        : { exec: { command: ['rabbitmqctl', 'eval', IS_FORMED] }, timeoutSeconds: 15 }),
      initialDelaySeconds: 10,
      periodSeconds: PERIOD,
      failureThreshold: Math.ceil(startupLimit.toSeconds() / PERIOD),
    },
    readinessProbe: {
      ...(isAtLeast(version, '4.1.1')
        ? ask('ready-to-serve-clients')
        : { tcpSocket: clients.slice(0, 1).map(({ name }) => ({ port: name })) }),
      timeoutSeconds: 5,
      periodSeconds: PERIOD,
      failureThreshold: 3,
    },
  };
}

const PERIOD = 10;

/** Fails unless true, so that the exit code tells. */
const IS_FORMED = 'true = rabbit_nodes:reached_target_cluster_size().';
