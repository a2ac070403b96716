import { costs, type Cost } from './cost';
import { measurePolicies } from './policies';

/** What was measured beside what, in one run. */
interface Row {
  readonly what: string;
  readonly measured: string;
  readonly beside: string;
  readonly ratio: string;
}

const ROUNDS = 3;

function synthRows(queues: number, what: string): Row[] {
  process.stderr.write(`synthesizing ${queues} queues, ${ROUNDS} times each way …\n`);
  const [raw, ours] = costs(
    [
      ['synth/raw-bindings.ts', String(queues)],
      ['synth/constructs.ts', String(queues)],
    ],
    ROUNDS,
  );
  return raw === undefined || ours === undefined ? [] : [row(what, ours, raw)];
}

function row(what: string, ours: Cost, raw: Cost): Row {
  return {
    what,
    measured: `${ours.seconds.toFixed(2)} s, ${ours.mebibytes.toFixed(0)} MiB`,
    beside: `${raw.seconds.toFixed(2)} s, ${raw.mebibytes.toFixed(0)} MiB (bare bindings)`,
    ratio: `${(ours.seconds / raw.seconds).toFixed(2)} ×, memory ${(ours.mebibytes / raw.mebibytes).toFixed(2)} ×`,
  };
}

function policyRow(): Row {
  process.stderr.write('composing policies …\n');
  const { duration, queues, fragments, policies } = measurePolicies();
  const small = measurePolicies(queues / 10, fragments);
  return {
    what: `${fragments} fragments on ${queues.toLocaleString('en')} queues, composed into ${policies} policies`,
    measured: `${duration.toFixed(0)} ms`,
    beside: `${small.duration.toFixed(0)} ms (a tenth of the queues)`,
    ratio: `${(duration / small.duration).toFixed(1)} × for 10 ×`,
  };
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, beside, ratio }) => `| ${what} | ${measured} | ${beside} | ${ratio} |`);
  return ['| what | measured | beside | ratio |', '| --- | --- | --- | --- |', ...cells].join('\n');
}

const rows = [
  ...synthRows(0, 'an app with one exchange'),
  ...synthRows(1_000, '1,000 queues with a binding each'),
  ...synthRows(10_000, '10,000 queues with a binding each'),
  policyRow(),
];
process.stdout.write(`${table(rows)}\n`);
