import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords } from '../container';
import { untilHealthy } from '../container-health';
import { docker } from '../../host/docker';
import { inPrivateFolder } from '../private-folder';
import { say } from '../progress';
import type { Arguments } from './arguments';
import type { MadeResource, ResourceType } from './resource';
import { copyInto, readUploads, type Upload } from './upload';

/** @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container */
export const dockerContainer: ResourceType = {
  plan(args, { labels, signal }) {
    const plan: ContainerPlan = {
      create: [...labels, ...createOptions(args), ...healthOptions(args.block('healthcheck'))],
      command: [args.string('image'), ...args.strings('command')],
      environment: environmentFile(args),
      networks: args.blocks('networks_advanced').map((network) => ({
        name: network.string('name'),
        aliases: network.strings('aliases'),
      })),
      uploads: readUploads(args.blocks('upload')),
      waitSeconds: args.boolean('wait', false) ? (args.optionalNumber('wait_timeout') ?? 60) : undefined,
      graceSeconds: args.optionalNumber('destroy_grace_seconds') ?? 0,
    };
    args.ignore('must_run', 'wait_timeout');
    args.finish();
    return () => run(plan, signal);
  },
};

interface ContainerPlan {
  /** Options of `docker create`. */
  readonly create: readonly string[];
  /** The image and the command in it. */
  readonly command: readonly string[];
  /** A file of variables, one a line. */
  readonly environment: string;
  readonly networks: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly uploads: readonly Upload[];
  /** How long to wait for its health check; undefined when nobody waits. */
  readonly waitSeconds: number | undefined;
  /** How long it may take to stop before it is killed. */
  readonly graceSeconds: number;
}

async function run(plan: ContainerPlan, signal: AbortSignal): Promise<MadeResource> {
  const [network, ...furtherNetworks] = plan.networks;
  const joined = network === undefined ? [] : ['--network', network.name, ...aliasOptions('--network-alias', network)];
  // Variables go by a file, not by arguments: they may be secrets, and errors show arguments.
  const id = await inPrivateFolder((folder) => {
    const variables = join(folder, 'environment');
    writeFileSync(variables, plan.environment);
    return docker(['create', ...plan.create, ...joined, '--env-file', variables, ...plan.command]);
  });
  const destroy = async () => {
    await docker(['stop', '--time', String(plan.graceSeconds), id]);
    await docker(['rm', '--force', '--volumes', id]);
  };
  try {
    for (const further of furtherNetworks)
      await docker(['network', 'connect', ...aliasOptions('--alias', further), further.name, id]);
    await copyInto(id, plan.uploads);
    await docker(['start', id]);
    if (plan.waitSeconds !== undefined) await healthy(id, plan.waitSeconds, signal);
    const format = '{{range $name, $it := .NetworkSettings.Networks}}{{$name}} {{$it.IPAddress}}{{"\\n"}}{{end}}';
    const addresses = (await docker(['inspect', '--format', format, id])).split('\n').filter(Boolean);
    const networkData = addresses
      .map((line) => line.split(' '))
      .map(([name = '', address = '']) => ({ network_name: name, ip_address: address }));
    return { attributes: { id, network_data: networkData }, destroy };
  } catch (error) {
    await destroy().catch((left: Error) => say(left.message));
    throw error;
  }
}

async function healthy(id: string, seconds: number, signal: AbortSignal): Promise<void> {
  await untilHealthy(id, seconds * 1_000, signal).catch(async (cause: Error) => {
    throw new Error(`${cause.message}: ${await lastWords(id)}`, { cause });
  });
}

/** Options that take one value, by the argument that gives it. */
const singleOptions: Readonly<Record<string, string>> = {
  name: '--name',
  hostname: '--hostname',
  restart: '--restart',
  user: '--user',
  working_dir: '--workdir',
  stop_signal: '--stop-signal',
  stop_timeout: '--stop-timeout',
  log_driver: '--log-driver',
};

function createOptions(args: Arguments): readonly string[] {
  const single = Object.entries(singleOptions).flatMap(([name, option]) => given(option, args.optionalString(name)));
  const capabilities = args.block('capabilities');
  const [entrypoint, ...ignored] = args.strings('entrypoint');
  if (ignored.length > 0)
    throw new Error("an 'entrypoint' of several words is not supported by the command line of Docker");
  return [
    ...single,
    ...given('--entrypoint', entrypoint),
    ...given('--memory', mebibytes(args.optionalNumber('memory'))),
    ...given('--memory-swap', mebibytes(args.optionalNumber('memory_swap'))),
    ...(args.boolean('read_only', false) ? ['--read-only'] : []),
    ...(args.boolean('init', false) ? ['--init'] : []),
    ...Object.entries(args.map('log_opts')).flatMap(([name, value]) => ['--log-opt', `${name}=${value}`]),
    ...Object.entries(args.map('tmpfs')).flatMap(([path, options]) => [
      '--tmpfs',
      options ? `${path}:${options}` : path,
    ]),
    ...args.strings('security_opts').flatMap((option) => ['--security-opt', option]),
    ...(capabilities?.strings('add') ?? []).flatMap((name) => ['--cap-add', name]),
    ...(capabilities?.strings('drop') ?? []).flatMap((name) => ['--cap-drop', name]),
    ...args.blocks('labels').flatMap((label) => ['--label', `${label.string('label')}=${label.string('value')}`]),
    ...args.blocks('ulimit').flatMap((limit) => ['--ulimit', ulimit(limit)]),
    ...args.blocks('ports').flatMap((port) => ['--publish', publication(port)]),
    ...args.blocks('volumes').flatMap((volume) => ['--volume', mounted(volume)]),
  ];
}

/** The command line takes the health check's command as one text for a shell. */
function healthOptions(check: Arguments | undefined): readonly string[] {
  if (check === undefined) return [];
  const [form, ...words] = check.strings('test');
  if (form !== 'CMD' && form !== 'CMD-SHELL')
    throw new Error(`a health check starts with 'CMD' or 'CMD-SHELL', got '${form}'`);
  return [
    ...['--health-cmd', form === 'CMD' ? words.map(quoted).join(' ') : words.join(' ')],
    ...given('--health-interval', check.optionalString('interval')),
    ...given('--health-timeout', check.optionalString('timeout')),
    ...given('--health-start-period', check.optionalString('start_period')),
    ...given('--health-retries', check.optionalString('retries')),
  ];
}

function publication(port: Arguments): string {
  const [ip, external] = [port.optionalString('ip') ?? '0.0.0.0', port.optionalString('external') ?? ''];
  return `${ip}:${external}:${port.string('internal')}/${port.optionalString('protocol') ?? 'tcp'}`;
}

function mounted(volume: Arguments): string {
  const source = volume.optionalString('volume_name') ?? volume.string('host_path');
  return `${source}:${volume.string('container_path')}${volume.boolean('read_only', false) ? ':ro' : ''}`;
}

function ulimit(limit: Arguments): string {
  return `${limit.string('name')}=${limit.string('soft')}:${limit.string('hard')}`;
}

function environmentFile(args: Arguments): string {
  const variables = args.strings('env');
  const broken = variables.find((variable) => /[\r\n]/.test(variable));
  if (broken !== undefined)
    throw new Error(`the value of '${/^[^=]*/.exec(broken)?.[0]}' in 'env' has several lines, which is not supported`);
  return variables.join('\n');
}

function aliasOptions(option: string, { aliases }: { readonly aliases: readonly string[] }): readonly string[] {
  return aliases.flatMap((alias) => [option, alias]);
}

function given(option: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [option, value];
}

/** The provider counts memory in MiB; -1 is no limit. */
function mebibytes(count: number | undefined): string | undefined {
  return count === undefined || count < 0 ? count?.toString() : `${count}m`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
