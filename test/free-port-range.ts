import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { portRange } from '../lab/ports';

/** The first of so many ports of 127.0.0.1 in a row that nothing listens on. */
export async function freePortRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = randomInt(portRange.first, portRange.last + 2 - count);
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
