import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Where ports are looked for: below those that systems give to outgoing connections, one of which would else have a port
 * before it is used.
 */
export const portRange = { first: 16_000, last: 28_999 } as const;

/** Ports of 127.0.0.1 that nothing listens on: all different, because they are held until each is known. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, listening));
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return held.map(({ port }) => port);
}

async function listening(): Promise<{ readonly port: number; readonly server: Server }> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(portRange.first, portRange.last + 1);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) =>
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
    );
    if (isFree) return { port, server };
  }
  throw new Error(`there is no free port from ${portRange.first} to ${portRange.last}`);
}
