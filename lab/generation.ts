import { distance } from './series';

/**
 * The generations of servers that the lab has, by the series of RabbitMQ, and the Debian release that each is made from: with
 * RabbitMQ come the Prometheus, Alertmanager and HAProxy of the same release.
 */
const suites = { '4.0': 'trixie', '4.3': 'forky' } as const;

/** A generation, by its series of RabbitMQ. */
export type Generation = keyof typeof suites;

/** Every generation, oldest first. */
export const generations = Object.keys(suites) as readonly Generation[];

/** Servers that nobody installs any more, of which there is an image for what comes from them; no layer of tests is about one. */
const olderSuites = { '3.10': 'bookworm' } as const;

/** A server of before, by its series. */
export type OlderServer = keyof typeof olderSuites;

/** The Debian release of a server. */
export function suiteOf(server: Generation | OlderServer): string {
  return { ...olderSuites, ...suites }[server];
}

/**
 * The generation that a run is about: what the environment variable `LAB_SERVER` says.
 * @default 4.3
 * @throws Error when the lab has no such generation
 */
export function chosenGeneration(): Generation {
  const chosen = process.env['LAB_SERVER'] || '4.3';
  if (!isGeneration(chosen)) throw new Error(`LAB_SERVER is '${chosen}'; it must be ${generations.join(' or ')}`);
  return chosen;
}

/** The generation that comes nearest to a server's version; the newer of two that are as near. */
export function nearestGeneration(version: string): Generation {
  const newestFirst = [...generations].reverse();
  return newestFirst.reduce((best, one) => (distance(one, version) < distance(best, version) ? one : best));
}

function isGeneration(text: string): text is Generation {
  return Object.hasOwn(suites, text);
}
