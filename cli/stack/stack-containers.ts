import { stackConfig } from './stack-config';

/** A container that a stack declares. */
export interface StackContainer {
  /** Its address in Terraform's state: `docker_container.broker`. */
  readonly address: string;
  /** Its name in the Docker engine. */
  readonly name: string;
  /** Whether it tells when it is healthy. */
  readonly hasHealthcheck: boolean;
}

/** The containers of a synthesized stack, and the engine that runs them. */
export interface StackContainers {
  /** Where the engine listens; undefined is what `DOCKER_HOST` says, else the local socket. */
  readonly dockerHost: string | undefined;
  readonly containers: readonly StackContainer[];
}

/** Reads the containers from a stack's `cdk.tf.json`. */
export function stackContainers(directory: string): StackContainers {
  const { provider = {}, resource = {} } = stackConfig(directory);
  const host = provider['docker']?.[0]?.['host'];
  return {
    dockerHost: typeof host === 'string' ? host : undefined,
    containers: Object.entries(resource['docker_container'] ?? {}).map(([id, { name, healthcheck }]) => ({
      address: `docker_container.${id}`,
      name: String(name),
      hasHealthcheck: healthcheck !== undefined,
    })),
  };
}
