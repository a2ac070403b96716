import { containerSecurity, podSecurity } from './pod-security';

/** What every pod of a job has: it asks Kubernetes nothing, and ends with its work. */
export const jobPod = {
  restartPolicy: 'Never',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: podSecurity,
};

/**
 * What its container has.
 * @param memory - as Kubernetes writes it: `128Mi`
 */
export function jobContainer(memory: string) {
  return {
    imagePullPolicy: 'IfNotPresent',
    resources: { requests: { cpu: '50m', memory }, limits: { cpu: '1', memory } },
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
