import type { DockerEngine } from './docker-engine';
import { isLoopback } from '../../model/loopback';

/**
 * Where what an engine's host publishes is reached, by Terraform and by clients.
 * @param bindAddress - the address of that host on which it is published
 */
export function reachedAt({ remoteHost = '127.0.0.1' }: DockerEngine, bindAddress: string): string {
  // What listens on every address is reached at the host's name.
  return bindAddress === '0.0.0.0' ? remoteHost : bindAddress;
}

/** The fault of a broker that only the engine's own host could reach, when Terraform runs on another. */
export function reachFault({ remoteHost }: DockerEngine, bindAddress: string): string | undefined {
  return remoteHost === undefined || !isLoopback(bindAddress)
    ? undefined
    : `'bindAddress' must be the address of ${remoteHost}, where the engine is, that this machine reaches, or 0.0.0.0 for all (clients are told ${remoteHost} then), got '${bindAddress}'`;
}
