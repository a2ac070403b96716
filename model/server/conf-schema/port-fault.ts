/** Keys whose value is a port, or ends with one. */
const PORT = /(?:^|\.)(?:listeners\.(?:tcp|ssl)\.[^.]+|(?:tcp|ssl|listener)\.port)$/;

/**
 * What is wrong with the port of a listener, beyond its form: a node does not boot with one that is none (seen on 4.0.5 and 4.3.6).
 * @param text - a port, or ADDRESS:PORT
 */
export function portFault(key: string, text: string): string | undefined {
  if (!PORT.test(key)) return undefined;
  const port = Number(/(?:^|:)([+-]?\d+)$/.exec(text)?.[1] ?? 0);
  return port >= 0 && port <= mostPort ? undefined : `a port from 0 to ${mostPort}`;
}

/** The last port that there is. */
export const mostPort = 65_535;
