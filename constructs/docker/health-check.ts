import type { ContainerHealthcheck } from '@cdktf/provider-docker/lib/container';

/**
 * A health check by a command of bash, which the official images have. An engine asks at an interval, and the next turn may
 * come long after a container is ready; so a turn itself waits for the command to succeed. Who waits for the container goes on
 * at once then, and a container that is well is asked seldom.
 * @param command - commands of bash; what they say at last is the reason of a failure
 */
export function patientHealthcheck(command: string): ContainerHealthcheck {
  return {
    test: [
      'CMD',
      'bash',
      '-c',
      `until said=$({ ${command}; } 2>&1); do ((SECONDS < 20)) || { echo "$said"; exit 1; }; sleep 0.2; done`,
    ],
    interval: '5s',
    timeout: '30s',
    startPeriod: '1m0s',
    retries: 2,
  };
}
