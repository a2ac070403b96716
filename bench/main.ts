import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measureClusters } from './cluster';
import { benchProgram, costs, type Cost } from './cost';
import { writeDefinitions } from './definitions-file';
import { measureDeploys, sum, type Taken } from './deploy';
import { measureGrants } from './grants';
import { measureOwnSettings, type OwnSettingsTimes } from './own-settings';
import { packed } from './packed';
import { measurePolicies } from './policies';
import { measureReview } from './review';
import { measureRouting } from './routing';
import { Unavailable } from '../lab/unavailable';

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
    [benchProgram('synth/raw-bindings.ts', String(queues)), benchProgram('synth/constructs.ts', String(queues))],
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

/** Checks a file as the command line does, beside a Node.js that does nothing and a command that checks nothing. */
function checkRow(queues: number): Row[] {
  process.stderr.write(`checking ${queues} queues, ${ROUNDS} times …\n`);
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  try {
    const file = join(folder, 'definitions.json');
    writeDefinitions(file, queues);
    const command = resolve(__dirname, '../bin/rabbitmq-cdk.js');
    const [node, version, check] = costs(
      [
        ['--eval', '0'],
        [command, '--version'],
        [command, 'check', file],
      ],
      ROUNDS,
    );
    if (node === undefined || version === undefined || check === undefined) return [];
    const beyond = (cost: Cost) =>
      `${(cost.elapsedSeconds - node.elapsedSeconds).toFixed(2)} s, of the processors ${(cost.seconds - node.seconds).toFixed(2)} s`;
    const count = queues.toLocaleString('en');
    return [
      {
        what: `\`check\` of ${count} queues and bindings, 200 policies`,
        measured: `${beyond(check)}, beyond Node's start; ${check.mebibytes.toFixed(0)} MiB`,
        beside: `${beyond(version)} (\`--version\`)`,
        ratio: `${(((check.seconds - version.seconds) / queues) * 1e6).toFixed(0)} µs a queue`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The program as it is packed, which says what it can do and ends. */
function startRows(): Row[] {
  const { program } = packed();
  const [node, ...others] = costs(
    [
      ['--eval', '0'],
      [program, '--version'],
      [program, '--help'],
      [program, 'deploy', '--help'],
    ],
    7,
  );
  if (node === undefined) return [];
  const seconds = ({ elapsedSeconds, seconds: processor }: Cost) =>
    `${elapsedSeconds.toFixed(2)} s, ${processor.toFixed(2)} s`;
  return ['--version', '--help', 'deploy --help'].flatMap((what, index) => {
    const cost = others[index];
    if (cost === undefined) return [];
    return [
      {
        what: `\`${what}\`, packed`,
        measured: seconds(cost),
        beside: `${seconds(node)} (Node.js alone)`,
        ratio: `${(cost.elapsedSeconds - node.elapsedSeconds).toFixed(2)} s beyond, ${(cost.seconds - node.seconds).toFixed(2)} s`,
      },
    ];
  });
}

async function deployRows(): Promise<Row[]> {
  process.stderr.write(`deploying single-node, ${ROUNDS} times each way …\n`);
  const { synth, apply, deploy, plan, review } = await measureDeploys(ROUNDS);
  const seconds = ({ elapsed, processor }: Taken) =>
    `${elapsed.toFixed(1)} s${processor === undefined ? '' : `, ${processor.toFixed(1)} s`}`;
  const ratio = (one: Taken, other: Taken) =>
    `${(one.elapsed / other.elapsed).toFixed(2)} ×${one.processor === undefined || other.processor === undefined ? '' : `, ${(one.processor / other.processor).toFixed(2)} ×`}`;
  const row = (what: string, ours: Taken, name: string, theirs: Taken): Row => ({
    what,
    measured: seconds(ours),
    beside: `${seconds(theirs)} (${name})`,
    ratio: ratio(ours, theirs),
  });
  return [
    row('`review` of an unchanged `single-node`', review, 'the app, and `terraform plan`', sum(synth, plan)),
    row('the same', review, '`terraform plan` alone', plan),
    row('`deploy` of `single-node` from nothing', deploy, 'the app, `terraform init` and `apply`', sum(synth, apply)),
    row('the same', deploy, '`terraform init` and `apply` alone', apply),
  ];
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

function grantRow(): Row {
  process.stderr.write('granting …\n');
  const least = (grants: number) => Math.min(...Array.from({ length: ROUNDS }, () => measureGrants(grants)));
  const grants = 10_000;
  const small = least(grants / 4);
  const large = least(grants);
  return {
    what: `${grants.toLocaleString('en')} grants on as many queues, synthesized`,
    measured: `${large.toFixed(0)} ms of a processor`,
    beside: `${small.toFixed(0)} ms (a quarter of the queues)`,
    ratio: `${(large / small).toFixed(1)} × for 4 ×`,
  };
}

function reviewRow(): Row {
  process.stderr.write('reviewing a plan …\n');
  const { duration, resources, findings } = measureReview(1_000);
  const large = measureReview(10 * resources);
  return {
    what: `a review of a plan of ${resources.toLocaleString('en')} resources, with ${findings} findings`,
    measured: `${duration.toFixed(0)} ms`,
    beside: `${large.duration.toFixed(0)} ms (ten times the resources)`,
    ratio: `${(large.duration / duration).toFixed(1)} × for 10 ×`,
  };
}

function routingRow(): Row {
  const [bindings, messages] = [1_000, 1_000_000];
  process.stderr.write(`routing ${messages} messages, ${ROUNDS} times …\n`);
  const rounds = Array.from({ length: ROUNDS }, () => measureRouting(bindings, messages));
  const trie = Math.min(...rounds.map((round) => round.trie));
  const naive = Math.min(...rounds.map((round) => round.naive));
  return {
    what: `${messages.toLocaleString('en')} routes through a topic exchange with ${bindings.toLocaleString('en')} bindings`,
    measured: `${(trie / 1_000).toFixed(2)} s of a processor`,
    beside: `${(naive / 1_000).toFixed(0)} s (every binding tried, reckoned from a hundredth)`,
    ratio: `1 / ${(naive / trie).toFixed(0)}`,
  };
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, beside, ratio }) => `| ${what} | ${measured} | ${beside} | ${ratio} |`);
  return ['| what | measured | beside | ratio |', '| --- | --- | --- | --- |', ...cells].join('\n');
}

async function clusterRow(): Promise<Row> {
  process.stderr.write(`starting clusters, ${ROUNDS} times each way …\n`);
  const { stack, joined } = await measureClusters(ROUNDS);
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  return {
    what: 'a cluster of three and its load balancer, from nothing',
    measured: seconds(stack),
    beside: `${seconds(joined)} (by compose file and join script)`,
    ratio: `${(stack / joined).toFixed(2)} ×`,
  };
}

async function ownSettingsRows(): Promise<Row[]> {
  const queues = 500;
  process.stderr.write(`deploying ${queues} queues, twice each way …\n`);
  const { arguments: beside, ...ways } = await measureOwnSettings(queues, 2);
  const seconds = ({ apply, destroy }: OwnSettingsTimes) => `${apply.toFixed(1)} s, ${destroy.toFixed(1)} s`;
  return Object.entries(ways).map(([way, times]) => ({
    what: `${queues} queues with a time to live as ${way}, deployed and destroyed by Terraform`,
    measured: seconds(times),
    beside: `${seconds(beside)} (as x-arguments)`,
    ratio: `${(times.apply / beside.apply).toFixed(2)} ×, ${(times.destroy / beside.destroy).toFixed(2)} ×`,
  }));
}

/** What is measured, by the word that asks for it. */
const parts: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  synth: () => [
    ...synthRows(0, 'an app with one exchange'),
    ...synthRows(1_000, '1,000 queues with a binding each'),
    ...synthRows(10_000, '10,000 queues with a binding each'),
  ],
  policies: () => [policyRow()],
  grants: () => [grantRow()],
  check: () => [...checkRow(1_000), ...checkRow(10_000), ...checkRow(100_000)],
  review: () => [reviewRow()],
  routing: () => [routingRow()],
  start: startRows,
  deploy: deployRows,
  cluster: async () => [await clusterRow()],
  'own-settings': ownSettingsRows,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0)
    throw new Error(`nothing is measured by '${unknown.join(', ')}'; choose from ${Object.keys(parts).join(', ')}`);
  const rows: Row[] = [];
  for (const name of names) {
    try {
      rows.push(...((await parts[name]?.()) ?? []));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      process.stderr.write(`${name} is not measured: ${error.message}\n`);
    }
  }
  process.stdout.write(`${table(rows)}\n`);
}

const asked = process.argv.slice(2);
void main(asked.length > 0 ? asked : Object.keys(parts));
