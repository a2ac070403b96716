/** The user and group of the official image, to which its files belong. */
const RABBITMQ = '999';

/** Under which rules every pod runs: the Pod Security Standard `restricted`. */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: RABBITMQ,
  runAsGroup: RABBITMQ,
  fsGroup: RABBITMQ,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Under which rules every container runs; it writes to its volumes alone. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: RABBITMQ,
  runAsGroup: RABBITMQ,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
