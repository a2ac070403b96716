import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricList } from '../lab/metrics/metric-list';
import { metrics } from '../model/monitoring/alerts/metrics';
import { confSchema, recordedVersions } from '../model/server/conf-schema/schema';
import { rangesOf, schemaEntryOf } from '../model/server/conf-schema/conf-key';
import { ignoredBy } from '../model/server/conf-schema/conf-notes';
import { deprecatedFeatures } from '../model/server/deprecated-features';
import { requiredFeatureFlags } from '../model/server/feature-flags';
import { queueArgument } from '../model/server/queue-setting';
import { settingRows, type Since } from '../model/server/queue-setting-rows';
import { parseServerVersion, type ServerVersion } from '../model/server/server-version';
import { bootsFrom } from '../model/server/upgrade-path';

/** The page about what is known of which version, and how, as Markdown. */
export function versionsPage(): string {
  const live = recordedMetrics();
  return `${[
    ...introduction(live.map(({ serverVersion }) => serverVersion)),
    ...upgrades(),
    ...featureFlags(),
    ...deprecations(),
    ...queueArguments(),
    ...policyKeys(),
    ...conf(),
    ...served(live),
  ].join('\n')}\n`;
}

function introduction(live: readonly string[]): readonly string[] {
  const [oldest, newest] = [recordedVersions[0], recordedVersions.at(-1)];
  return [
    '# What is known of which version',
    '',
    'Servers differ from release to release, and so do the answers of this project. Everything that depends on the version is',
    'in the tables below; `npm run docs:versions` writes this page of them, and a test fails when it is outdated.',
    '',
    `Two live servers are the reference: RabbitMQ ${live.join(' and ')}, which [the lab](testing.md#the-lab) makes. What is between them`,
    `is known from the server's sources, at the tags ${oldest} to ${newest}.`,
    '',
    ...table(
      ['what', 'where', 'live', 'from the sources', 'what compares it'],
      [
        [
          'upgrade paths',
          '`model/server/upgrade-path.ts`',
          '4.0.5 to 4.3.6 node by node, and back',
          "the rest, from the documentation and 4.3.0's release notes",
          '',
        ],
        [
          'feature flags',
          '`model/server/feature-flags.ts`',
          'those of the core and of management',
          'those of other plugins; 4.1, 4.2',
          '`test/cli/health/before-upgrade.broker.test.ts`',
        ],
        [
          'deprecated features',
          '`model/server/deprecated-features.ts`',
          'all phases',
          '4.1, 4.2',
          '`test/cli/health/before-upgrade.broker.test.ts`',
        ],
        [
          'arguments and policy keys',
          '`model/server/queue-setting-rows.ts`',
          'all, with random values',
          'the release in which each changed',
          '`test/model/validity/*.broker.test.ts`, `*.lab.test.ts`',
        ],
        [
          'rabbitmq.conf',
          '`model/server/conf-schema/schema.ts`',
          'schemas of the images; every key of ours boots',
          'schemas of all tags',
          '`test/model/server/rabbitmq-conf.smoke.test.ts`',
        ],
        [
          'metrics',
          '`lab/metrics/*.json`',
          'all, recorded under load',
          'the release in which each changed',
          '`test/model/monitoring/alerts/metrics.test.ts`',
        ],
      ],
    ),
  ];
}

function upgrades(): readonly string[] {
  return [
    '## Upgrades in place',
    '',
    ...table(
      ['nodes of', 'boot on the data of'],
      Object.entries(bootsFrom).map(([series, from]) => [series, from.join(', ')]),
    ),
    'No node boots on the data of a newer series. [review](review.md) refuses an upgrade that no node survives;',
    '[health](health.md#before-an-upgrade) says what else stops it on a live broker.',
    '',
  ];
}

function featureFlags(): readonly string[] {
  return [
    '## Feature flags',
    '',
    'From that series on they are required: a node does not boot where one of them is not enabled.',
    '',
    ...table(
      ['since', 'required'],
      Object.entries(requiredFeatureFlags).map(([series, flags]) => [series, flags.map(code).join(', ')]),
    ),
  ];
}

function deprecations(): readonly string[] {
  return [
    '## Deprecated features',
    '',
    ...table(
      ['feature', 'phases', 'where it is not permitted', 'instead'],
      Object.entries(deprecatedFeatures).map(([name, { phases, then, instead }]) => [
        code(name),
        phases.map(([series, phase]) => `${phase.replaceAll('_', ' ')} since ${series}`).join(', '),
        then,
        instead,
      ]),
    ),
  ];
}

function queueArguments(): readonly string[] {
  const rows = Object.entries(settingRows).flatMap(([name, { argument }]) =>
    erasOf(argument).map(({ row, since, first }) => {
      const support = queueArgument(`x-${name}`, first)?.support;
      return [
        code(`x-${name}`),
        since,
        ...(['classic', 'quorum', 'stream'] as const).map((type) => support?.[type] ?? ''),
        row.heeds === undefined
          ? row.value.expected
          : `${row.value.expected}; only ${row.heeds.expected} has an effect`,
      ];
    }),
  );
  return [
    '## Arguments of queues',
    '',
    'What queues do with them: use them, take and ignore them, take any value of them as of one that they do not know, or',
    'refuse them; `denied` is refused unless `rabbitmq.conf` permits a deprecated feature.',
    '',
    ...table(['argument', 'since', 'classic', 'quorum', 'stream', 'value'], rows),
  ];
}

function policyKeys(): readonly string[] {
  const rows = Object.entries(settingRows).flatMap(([name, { policy }]) =>
    erasOf(policy).map(({ row, since }) => [
      code(name),
      since,
      [...row.queues, ...(row.exchanges === true ? ['exchanges'] : [])].join(', '),
      row.value.expected,
      row.operator ?? '',
      [
        ...(row.isIgnored === true ? ['does nothing'] : []),
        ...(row.isDenied === true ? ['denied'] : []),
        ...(row.plugin === undefined ? [] : [`of ${row.plugin}`]),
      ].join(', '),
    ]),
  );
  return [
    '## Keys of policies',
    '',
    'An operator policy and a policy that both have a key become one by the column `operator`; where it is empty, operator',
    'policies cannot have the key.',
    '',
    ...table(['key', 'since', 'acts on', 'value', 'operator', ''], rows),
  ];
}

function conf(): readonly string[] {
  const keys = Object.keys(confSchema);
  const series = [...new Set(recordedVersions.map((version) => version.replace(/\.\d+$/, '')))];
  const newest = series.map((one) => recordedVersions.findLast((version) => version.startsWith(`${one}.`)) ?? one);
  const knownTo = (version: string) => keys.filter((key) => schemaEntryOf(key, at(version)) !== undefined);
  const rows = newest.map((version, index) => {
    const known = knownTo(version);
    const before = index === 0 ? known : knownTo(newest[index - 1] ?? version);
    return [
      version,
      String(known.length),
      index === 0 ? '' : String(known.filter((key) => !before.includes(key)).length),
      before
        .filter((key) => !known.includes(key))
        .map(code)
        .join(', '),
      known
        .filter((key) => ignoredBy(key, at(version)) !== undefined)
        .filter((key) => index === 0 || ignoredBy(key, at(newest[index - 1] ?? version)) === undefined)
        .map(code)
        .join(', '),
    ];
  });
  const late = keys.filter((key) => {
    const [first] = rangesOf(key)[0] ?? [];
    return first !== undefined && !first.endsWith('.0');
  });
  return [
    '## rabbitmq.conf',
    '',
    ...table(['version', 'keys', 'new', 'no longer known', 'known and without effect from here on'], rows),
    `${late.length} keys came with a patch release, and not with the first of a series. [More](rabbitmq-conf.md).`,
    '',
  ];
}

function served(live: readonly MetricList[]): readonly string[] {
  const counts = live.map((list) => {
    const names = new Set([list.endpoints['/metrics'], ...Object.values(list.families)].flatMap(Object.keys));
    return [list.serverVersion, String(names.size), list.plugins.map(code).join(', ')];
  });
  const changing = Object.entries(metrics).flatMap(([name, metric]) => {
    const { source, since = '', until = '' }: { source: string; since?: string; until?: string } = metric;
    return since === '' && until === '' ? [] : [[code(name), source, since, until]];
  });
  return [
    '## Metrics',
    '',
    ...table(['recorded of', 'metrics', 'with the plugins'], counts),
    'Those that alerts and dashboards name, and that not every version serves:',
    '',
    ...table(['metric', 'from', 'since', 'until, exclusively'], changing),
  ];
}

interface Era<Row> {
  readonly row: Row;
  readonly since: string;
  /** The first server of the era. */
  readonly first: ServerVersion;
}

function erasOf<Row extends Since>(rows: Row | readonly Row[] | undefined): readonly Era<Row>[] {
  const all: readonly Row[] = rows === undefined ? [] : Array.isArray(rows) ? rows : [rows as Row];
  return all.map((row) => ({ row, since: row.since?.join(', ') ?? '4.0', first: at(row.since?.[0] ?? '4.0.0') }));
}

function at(version: string): ServerVersion {
  const parsed = parseServerVersion(version);
  if (parsed === undefined) throw new Error(`'${version}' is no version`);
  return parsed;
}

function recordedMetrics(): readonly MetricList[] {
  const folder = join(__dirname, '../lab/metrics');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file): MetricList => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((cell) => '-'.repeat(Math.max(3, cell.length)))), ...rows.map(line), ''];
}
