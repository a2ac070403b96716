import type { Duration } from '../../model/units/duration';

/** The label that lets a pod go at once: `kubectl label pod NAME skipPreStopChecks=true`, as the cluster operator calls it. */
export const SKIP_LABEL = 'skipPreStopChecks';

/** Where a pod's labels are mounted. */
export const POD_INFO = '/etc/pod-info';

/**
 * How long a pod may take to go: to wait for its peers, to hand over its leaders and connections, and to stop.
 * @param quorumWait - how long it waits for its peers
 */
export function gracePeriodSeconds(quorumWait: Duration): number {
  return Math.ceil(quorumWait.toSeconds()) + DRAIN_SECONDS + STOP_SECONDS;
}

/**
 * What a pod does before it goes: it waits until no queue would lose its majority without this node, for a bounded time,
 * because a majority that is gone already would keep it for ever; then it hands over leaders and closes connections.
 * @param replicas - a single node has nobody to wait for
 */
export function preStopScript(quorumWait: Duration, replicas: number): string {
  const wait = Math.ceil(quorumWait.toSeconds());
  return [
    `if [ -s ${POD_INFO}/${SKIP_LABEL} ]; then exit 0; fi`,
    ...(replicas > 1 && wait > 0
      ? [`timeout ${wait} rabbitmq-upgrade await_online_quorum_plus_one -t ${wait} || true`]
      : []),
    `timeout ${DRAIN_SECONDS} rabbitmq-upgrade drain || true`,
  ].join('\n');
}

const DRAIN_SECONDS = 30;
const STOP_SECONDS = 25;
