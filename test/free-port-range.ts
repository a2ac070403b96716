import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * The first of so many ports of 127.0.0.1 in a row that nothing listens on. They are below those that systems give to outgoing
 * connections, one of which would else have one of them before it is used.
 */
export async function freePortRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = randomInt(16_000, 29_000);
    const range = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(range.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`there are no ${count} free ports in a row`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
