/** What the summary needs of the results that jest writes with `--json`. */
export interface RunResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly TestFile[];
}

export interface TestFile {
  readonly name: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

export interface SummaryOptions {
  /** The layers that were asked for. */
  readonly layers: readonly string[];
  /** Whether tests were picked by name, so that the others are no news. */
  readonly isFiltered: boolean;
}

/**
 * What ends a run: what was skipped and why, and one line that counts.
 * @param results - undefined when jest did not come that far
 * @returns lines
 */
export function summary(results: RunResults | undefined, { layers, isFiltered }: SummaryOptions): readonly string[] {
  if (results === undefined) return ['the tests did not come to an end', count(0, 1, 0)];
  const ran = new Set(results.testResults.map(({ name }) => layerOf(name)));
  const skipped = isFiltered ? [] : results.testResults.flatMap(skippedTests);
  return [
    ...layers.filter((layer) => !ran.has(kindOf(layer))).map((layer) => `layer ${layer}: no tests were run`),
    ...(skipped.length > 0 ? ['skipped:', ...skipped] : []),
    // A file that cannot be loaded has no tests that could fail.
    count(results.numPassedTests, results.numFailedTests + results.numRuntimeErrorTestSuites, skipped.length),
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

function count(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
