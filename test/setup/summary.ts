import { basename } from 'node:path';

/** What the summary needs of the results that jest writes with `--json`. */
export interface RunResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly TestFile[];
}

export interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

export interface SummaryOptions {
  /** The layers that were asked for. */
  readonly layers: readonly string[];
  /** Whether tests were picked by name, so that the others are no news. */
  readonly isFiltered: boolean;
}

/**
 * What ends a run: what was skipped and why, what failed, and one line that counts.
 * @param results - of each jest that ran; undefined when it did not come that far, which is a failure
 * @returns lines
 */
export function summary(
  results: readonly (RunResults | undefined)[],
  { layers, isFiltered }: SummaryOptions,
): readonly string[] {
  const known = results.filter((result) => result !== undefined);
  const files = known.flatMap(({ testResults }) => testResults);
  const ran = new Set(files.map(({ name }) => layerOf(name)));
  const skipped = isFiltered ? [] : files.flatMap(skippedTests);
  const failures = files.flatMap(failedTests);
  const lost = results.length - known.length;
  const passed = known.map(({ numPassedTests }) => numPassedTests);
  // A file that cannot be loaded has no tests that could fail.
  const failed = known.map(
    ({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites,
  );
  return [
    ...(lost > 0 ? ['the tests did not come to an end'] : []),
    ...layers.filter((layer) => !ran.has(kindOf(layer))).map((layer) => `layer ${layer}: no tests were run`),
    ...(skipped.length > 0 ? ['skipped:', ...skipped] : []),
    ...(failures.length > 0 ? ['failed:', ...failures] : []),
    `${sum(passed)} passed, ${sum(failed) + lost} failed, ${skipped.length} skipped`,
  ];
}

/** The layer of a test's file: `queue.broker.test.ts` is of `broker`. */
function layerOf(file: string): string {
  return /\.(\w+)\.test\.ts$/.exec(file)?.[1] ?? 'unit';
}

/** What a layer's files are called: the layer `broker-4.0` runs those of `broker` on other servers. */
function kindOf(layer: string): string {
  return layer.replace(/-\d.*$/, '');
}

/** The reason of a skip is in the title of its block: `a cluster (no engine: …)`. */
function skippedTests({ name, assertionResults }: TestFile): readonly string[] {
  return assertionResults
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ fullName }) => `  ${layerOf(name)}: ${fullName}`);
}

/** By layer and file, so that they are found where only the end of a long output is kept. */
function failedTests({ name, status, assertionResults }: TestFile): readonly string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName);
  const isUnloaded = status === 'failed' && failed.length === 0;
  return [...failed, ...(isUnloaded ? ['the file could not be run'] : [])].map(
    (what) => `  ${layerOf(name)}: ${basename(name)}: ${what}`,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
