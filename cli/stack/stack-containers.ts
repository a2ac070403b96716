import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
  const { provider = {}, resource = {} } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
  const declared: Readonly<Record<string, { name: string; healthcheck?: object }>> = resource.docker_container ?? {};
  return {
    dockerHost: provider.docker?.[0]?.host,
    containers: Object.entries(declared).map(([id, { name, healthcheck }]) => ({
      address: `docker_container.${id}`,
      name,
      hasHealthcheck: healthcheck !== undefined,
    })),
  };
}
