import { chosenGeneration, type Generation } from '../../lab/generation';
import { Unavailable } from '../../lab/unavailable';

/** What a layer's tests need and a machine may lack. */
export type Need =
  | 'broker'
  | 'chromium'
  | 'RabbitMQ 3.10'
  | 'delayed-message exchange'
  | 'engine'
  | 'grafana'
  | 'jsonnet'
  | 'kubernetes'
  /** A Kubernetes, for tests that do without Terraform and its providers. */
  | 'kubernetes API'
  | 'terraform'
  | 'opentofu';

/** Remembers, for the processes that run the tests about a generation of servers, that the machine lacks something. */
export function reportMissing(need: Need, generation: Generation, error: unknown): void {
  if (!(error instanceof Unavailable)) throw error;
  process.env[variableOf(need, generation)] = error.message;
}

/**
 * `describe` for tests that need something: where the machine lacks it they are skipped, and the title says why.
 * @example describeWith('broker', 'a quorum queue', () => { … });
 */
export function describeWith(need: Need, title: string, tests: () => void): void {
  const reason = process.env[variableOf(need, chosenGeneration())];
  const block = reason === undefined ? describe : describe.skip;
  block(reason === undefined ? title : `${title} (no ${need}: ${reason})`, tests);
}

function variableOf(need: Need, generation: Generation): string {
  return `LAB_MISSING_${need}_${generation}`.toUpperCase().replaceAll(/\W/g, '_');
}
