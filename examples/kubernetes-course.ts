import { type KubernetesStackProps, Size } from 'rabbitmq-cdk';

/**
 * A broker with every number of the course that this project grew from: three nodes, half a processor and 1 GiB each to be
 * placed by, at most two processors and 2 GiB, and 10 GiB of disk. What the course leaves out follows from them: peer
 * discovery with its rights, a parallel start, probes that kill nobody, and secrets that are no variables.
 */
export const kubernetesCourse: KubernetesStackProps = {
  replicas: 3,
  resources: { cpuRequest: '500m', memoryRequest: Size.gibibytes(1), cpuLimit: '2', memory: Size.gibibytes(2) },
  storage: { size: Size.gibibytes(10) },
};
