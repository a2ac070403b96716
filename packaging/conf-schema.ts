import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../host/command';
import { docker } from '../host/docker';
import type { SchemaEntry, SchemaType, VersionRange } from '../model/server/conf-schema/schema-entry';

/**
 * Reads what the server's own schemas say of rabbitmq.conf into model/server/conf-schema/schema.ts, and makes the type of `conf` of it:
 * `npm run conf-schema -- IMAGE REPOSITORY`, where IMAGE is one of RabbitMQ, whose schemas are those of its version, and
 * REPOSITORY a clone of https://github.com/rabbitmq/rabbitmq-server, whose tags are read by the image's cuttlefish.
 */
async function record(image: string, repository: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'conf-schema-'));
  const container = await docker(['run', '--detach', '--user', '0', '--entrypoint', 'sleep', image, 'infinity']);
  try {
    const shell = (script: string) => docker(['exec', container, 'sh', '-c', script]);
    const plugins = (await shell('ls /opt/rabbitmq/plugins')).split('\n');
    const imageVersion = plugins.find((name) => name.startsWith('rabbit-'))?.slice('rabbit-'.length);
    if (imageVersion === undefined) throw new Error(`${image} has no /opt/rabbitmq/plugins/rabbit-VERSION`);
    for (const version of await releases(repository)) {
      await checkout(repository, version, join(folder, version));
      for (const dependency of await dependencies(repository, version, plugins))
        writeFileSync(join(folder, version, dependency), '');
    }
    await docker(['cp', folder, `${container}:/schemas`]);
    await docker(['cp', join(__dirname, 'conf-schema.escript'), `${container}:/conf-schema.escript`]);
    const read = async (from: string) =>
      JSON.parse(await shell(`escript /conf-schema.escript /opt/rabbitmq/plugins ${from}`)) as Recorded[];
    const versions = new Map<string, Recorded[]>();
    for (const version of readdirSync(folder)
      .filter((name) => name !== imageVersion)
      .sort(byVersion)) {
      // A library of others comes with the image's own schema where the sources name the same version of it.
      await shell(
        `cd /schemas/${version} && for one in *-*; do [ -d /opt/rabbitmq/plugins/$one/priv/schema ] && mkdir deps/$one && cp -r /opt/rabbitmq/plugins/$one/priv deps/$one/; done; true`,
      );
      versions.set(version, await read(`/schemas/${version}/deps`));
      process.stderr.write(`${version}: ${versions.get(version)?.length} settings\n`);
    }
    versions.set(imageVersion, await read('/opt/rabbitmq/plugins'));
    const target = resolve(__dirname, '../model/server/conf-schema/schema.ts');
    writeFileSync(target, source(versions));
    await run(process.execPath, ['--import', 'tsx', join(__dirname, 'conf-types.ts')], {
      cwd: resolve(__dirname, '..'),
    });
  } finally {
    await docker(['rm', '--force', '--volumes', container]);
    rmSync(folder, { recursive: true });
  }
}

/** The releases of RabbitMQ 4 among the tags of its repository. */
async function releases(repository: string): Promise<string[]> {
  const tags = (await run('git', ['-C', repository, 'tag', '--list', 'v4.*'])).split('\n');
  return tags.flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? []).sort(byVersion);
}

/** Writes the schemas of a release into a folder, where they lie in its repository. */
async function checkout(repository: string, version: string, folder: string): Promise<void> {
  mkdirSync(folder);
  const archive = join(folder, 'schemas.tar');
  const schemas = ':(glob)deps/*/priv/schema/*';
  await run('git', ['-C', repository, 'archive', '--output', archive, `v${version}`, schemas]);
  await run('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive);
}

/** The libraries of a release that come in the same version with the image: `credentials_obfuscation-3.5.0`. */
async function dependencies(repository: string, version: string, plugins: readonly string[]): Promise<string[]> {
  const components = await run('git', ['-C', repository, 'show', `v${version}:rabbitmq-components.mk`]);
  return [...components.matchAll(/^dep_(\w+) = hex (\S+)$/gm)]
    .map(([, name, of]) => `${name}-${of}`)
    .filter((name) => plugins.includes(name));
}

/** A setting as conf-schema.escript prints it. */
interface Recorded {
  readonly key: string;
  readonly application: string;
  readonly target: string;
  readonly least: number | null;
  readonly types: readonly unknown[];
  readonly validators: readonly string[];
  readonly aliases: readonly string[];
  readonly default: unknown;
}

function source(recorded: ReadonlyMap<string, readonly Recorded[]>): string {
  const versions = [...recorded.keys()];
  const keys = new Map<string, Map<string, string[]>>();
  const add = (key: string, entry: Omit<SchemaEntry, 'versions'>, version: string) => {
    const variants = keys.get(key) ?? new Map<string, string[]>();
    const text = JSON.stringify(entry);
    variants.set(text, [...(variants.get(text) ?? []), version]);
    keys.set(key, variants);
  };
  const newest = recorded.get(versions.at(-1) ?? '') ?? [];
  for (const [version, settings] of recorded) {
    for (const setting of settings) {
      // What the newest server checks by itself, others check too.
      const present = newest.find(({ key }) => key === setting.key);
      const entry = { ...entryOf(setting, present?.least ?? null), default: defaultOf(present, newest) };
      add(starred(setting.key), entry, version);
      for (const alias of setting.aliases) add(starred(alias), { ...entry, renamedTo: starred(setting.key) }, version);
    }
  }
  const rows = [...keys]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, variants]) => {
      const entries = [...variants].map(([text, those]) => {
        const ranges = rangesOf(those, versions);
        const whole = ranges.length === 1 && ranges[0]?.[0] === versions[0] && ranges[0]?.[1] === undefined;
        return { ...(JSON.parse(text) as SchemaEntry), ...(whole ? {} : { versions: ranges }) };
      });
      return `  ${literal(key)}: [${entries.map(literal).join(', ')}],\n`;
    });
  return `${header}import type { SchemaEntry } from './schema-entry';

/** The versions of the server whose schemas were read. */
export const recordedVersions: readonly string[] = ${literal(versions)};

/** Every setting of rabbitmq.conf that one of these versions knows. A star stands for one word. */
export const confSchema: Readonly<Record<string, readonly SchemaEntry[]>> = {
${rows.join('')}};
`;
}

const header = `// Generated by \`npm run conf-schema\` from the schemas of the server; do not edit.\n`;

function starred(key: string): string {
  return key.replaceAll(/\$[^.]+/g, '*');
}

function entryOf({ application, types, validators }: Recorded, least: number | null): Omit<SchemaEntry, 'versions'> {
  const plugin = application.startsWith('rabbitmq_') ? application : undefined;
  const limits =
    validators.map((name) => bounds[name]).find((bound) => bound !== undefined) ??
    (least === null ? undefined : { least });
  const others = validators.filter((name) => bounds[name] === undefined && name !== 'uri');
  const simple = types.map((type) => simplified(type, limits));
  const words = simple.flatMap((type) => (typeof type === 'object' && 'oneOf' in type ? type.oneOf : []));
  const rest = simple.filter((type) => !(typeof type === 'object' && 'oneOf' in type));
  // A tagged value that is none is read as text, which comes after it.
  const kinds = rest.filter((type) => !((type === 'text' || type === 'binary') && rest.includes('tagged')));
  return {
    types: [...(words.length > 0 ? [{ oneOf: words }] : []), ...kinds],
    ...(others.length > 0 ? { validators: others } : {}),
    ...(plugin === undefined ? {} : { plugin }),
  };
}

/** The limits of integers that are validators until 4.2, and datatypes afterwards. */
const bounds: Readonly<Record<string, { least?: number; most?: number }>> = {
  non_negative_integer: { least: 0 },
  connection_close_timeout: { least: 0 },
  non_zero_positive_integer: { least: 1 },
  port: { least: 1, most: 65_534 },
  byte: { least: 0, most: 255 },
  positive_16_bit_unsigned_integer: { least: 1, most: 65_535 },
  positive_32_bit_unsigned_integer: { least: 1, most: 4_294_967_295 },
  max_message_size: { least: 1, most: 536_870_912 },
  mirroring_sync_batch_size: { least: 1, most: 1_000_000 },
  less_than_1: {},
};

const names: Readonly<Record<string, SchemaType>> = {
  boolean: 'boolean',
  flag: 'flag',
  ip: 'address',
  bytesize: 'size',
  string: 'text',
  binary: 'binary',
  atom: 'text',
  file: 'text',
  directory: 'text',
  tagged_string: 'tagged',
  tagged_binary: 'tagged',
  byte: { least: 0, most: 255 },
};

function simplified(type: unknown, limits: { least?: number; most?: number } | undefined): SchemaType {
  if (type === 'integer') return limits ?? {};
  if (type === 'float') return limits === undefined ? 'float' : 'ratio';
  if (typeof type === 'string' && names[type] !== undefined) return names[type];
  if (Array.isArray(type)) {
    const [name, of] = type as [string, unknown];
    if (name === 'enum') {
      const words = (of as unknown[]).map(String);
      return words.join() === 'true,false' ? 'boolean' : { oneOf: words };
    }
    if (name === 'atom') return { oneOf: [String(of)] };
    if (name === 'duration') return 'duration';
    if (name === 'list') return 'list';
    if (name === 'float') return 'ratio';
    if (name === 'integer') {
      if (of === 'non_negative') return { least: 0 };
      if (of === 'positive') return { least: 1 };
      const { min, max } = Object.fromEntries(of as [string, number][]);
      return { ...(min === undefined ? {} : { least: min }), ...(max === undefined ? {} : { most: max }) };
    }
  }
  throw new Error(`the datatype ${JSON.stringify(type)} is unknown`);
}

function defaultOf(setting: Recorded | undefined, all: readonly Recorded[]): SchemaEntry['default'] {
  if (setting === undefined || setting.key.includes('$')) return undefined;
  // Where several keys make one value, it is none of any of them.
  if (all.filter(({ target }) => target === setting.target).length > 1) return undefined;
  const { default: value, types } = setting;
  if (value === 'undefined' || types.includes('tagged_binary') || types.includes('tagged_string')) return undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as string) : undefined;
}

/** Neighbouring versions as ranges; one that reaches the last version is open. */
function rangesOf(those: readonly string[], versions: readonly string[]): VersionRange[] {
  const ranges: [string, string?][] = [];
  let open = false;
  for (const version of versions) {
    const has = those.includes(version);
    if (has && !open) ranges.push([version, version]);
    const last = ranges.at(-1);
    if (has && last !== undefined) last[1] = version;
    open = has;
  }
  return ranges.map(([since, until]) => (until === versions.at(-1) ? [since] : [since, until]));
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${literal(one)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

const [image, repository] = process.argv.slice(2);
if (image === undefined || repository === undefined) {
  process.stderr.write('usage: npm run conf-schema -- IMAGE REPOSITORY\n');
  process.exitCode = 1;
} else {
  void record(image, repository);
}
