import type {
  StatefulSetV1SpecTemplateSpecContainerReadinessProbe as ReadinessProbe,
  StatefulSetV1SpecTemplateSpecContainerStartupProbe as StartupProbe,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import type { MajorityAgent } from '../broker/majority';
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
 * say: alarms block publishers alone, and an unready pod would cut off the consumers that end the alarm. From 4.3 on it must
 * also have the majority of the cluster with it, without which it would never answer. Peers find pods that are not ready,
 * and all pods start at once, so that a majority comes back without any of them being ready. There is no liveness
 * probe: a node that recovers answers nobody, and killing it makes it begin again.
 * @param version - the server's
 * @param listeners - where the pods listen
 * @param startupLimit - how long a node may take to boot before it is killed
 * @param majority - what tells whether a majority is with the node, where the server itself does not
 */
export function probesOf(
  version: ServerVersion,
  { clients, management }: PodListeners,
  startupLimit: Duration,
  majority?: MajorityAgent,
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
    readinessProbe:
      majority === undefined
        ? {
            ...(isAtLeast(version, '4.1.1')
              ? ask('ready-to-serve-clients')
              : { tcpSocket: clients.slice(0, 1).map(({ name }) => ({ port: name })) }),
            timeoutSeconds: 5,
            periodSeconds: PERIOD,
            failureThreshold: 3,
          }
        : {
            exec: { command: ['bash', '-c', servesByMajority(clients, majority)] },
            timeoutSeconds: 5,
            // The agent itself waits for another leader: what it says then is so.
            periodSeconds: 5,
            failureThreshold: 2,
          },
  };
}

const PERIOD = 10;

/** Fails unless true, so that the exit code tells. */
const IS_FORMED = 'true = rabbit_nodes:reached_target_cluster_size().';

/**
 * A command that succeeds while the node takes connections and has a majority with it. It closes its listeners while it boots and
 * when it is drained. A probe has one way to ask, and a shell costs less than `rabbitmq-diagnostics`.
 */
function servesByMajority(clients: PodListeners['clients'], { port }: MajorityAgent): string {
  const listening = clients.slice(0, 1).map((listener) => `</dev/tcp/127.0.0.1/${listener.port}`);
  const majority = `read -r state </dev/tcp/127.0.0.1/${port} && [ "$state" = majority ]`;
  return [...listening, majority].join(' && ');
}
