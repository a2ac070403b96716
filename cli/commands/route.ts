import { InvalidArgumentError } from 'commander';
import { indexTopology } from '../../model/analysis/topology-index';
import { printable, printableJson } from '../../model/printable';
import { deadLetterPaths, type DeadLettering } from '../../model/routing/dead-letters';
import { describeDeadLetter, describeRoute } from '../../model/routing/describe';
import { publishedMessage, type SentMessage } from '../../model/routing/message';
import type { Hop, Route } from '../../model/routing/route';
import { Router } from '../../model/routing/router';
import { why, type Why } from '../../model/routing/why';
import { NEWEST_SERVER_VERSION, parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import type { Arguments, Json, Topology } from '../../model/topology/topology';
import { liveTopology } from '../broker/live-topology';
import { definitionsFile } from '../check/definitions-file';
import { addressOfUrl } from '../health/address';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { optionalServerVersion } from '../program/server-version-option';
import { UserError } from '../program/user-error';
import { stackTopology } from '../stack/stack-topology';

/** `rabbitmq-cdk route`: where a message goes that is published to an exchange. */
export const routeCommand: CliCommand = {
  register(program, exit) {
    program
      .command('route')
      .description(
        'Says which queues a message reaches that is published to an exchange, which way it takes, and where it goes from ' +
          'there as a dead letter. Nothing is published. Exits with 0 when a queue gets it, with 2 when none does, or the ' +
          'queue of --why does not, or that hangs on chance, with 3 when the broker refuses the publisher.',
      )
      .option('--definitions <file>', 'a definitions file of any broker')
      .option('--stack <stack>', 'what a stack declares')
      .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
      .option(
        '--url <url>',
        'a running broker: http://HOST:15672, its user in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .requiredOption('--vhost <name>', 'the virtual host')
      .requiredOption('--exchange <name>', "the exchange; '' is the default exchange")
      .option('--key <key>', 'the routing key', '')
      .option(
        '--header <name=value>',
        'a header, repeatable; the value is JSON where it reads as such (5, true, ["a"], "5"), or else a string',
        anotherHeader,
        {},
      )
      .option('--why <queue>', 'say why the message gets to this queue, or why not and which binding comes nearest')
      .addOption(optionalServerVersion())
      .addOption(
        formatOption(
          '{queues, certain: text[], path: [{from, to: {kind, name}, by, key, arguments, certainty}], unroutable: true, false ' +
            'or null, refused, remarks, deadLetters: [{queue, reason, exchange, keys, queues, cyclic, remarks}], why: ' +
            '{queue, reaches, because, nearest}}',
        ),
      )
      .action(async (options: Options) => {
        const { topology, version } = await sourceOf(options);
        const router = new Router(indexTopology(topology, version));
        const message = publishedMessage(options.exchange, options.key, options.header);
        const route = router.publish(options.vhost, message);
        const answer: Answer = {
          route,
          deadLetters: deadLetterPaths(router, options.vhost, route.queues, message).filter(isDeadLettered),
          why: options.why === undefined ? undefined : whyOf(router, options, message, options.why),
        };
        process.stdout.write(options.format === 'json' ? `${printableJson(asJson(answer))}\n` : asText(answer));
        exit(exitCodeOf(answer));
      });
  },
};

interface Options {
  readonly definitions?: string;
  readonly stack?: string;
  readonly broker?: string;
  readonly url?: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly key: string;
  readonly header: Arguments;
  readonly why?: string;
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'json';
}

interface Answer {
  readonly route: Route;
  readonly deadLetters: readonly DeadLettering[];
  readonly why?: Why & { readonly queue: string };
}

function anotherHeader(text: string, before: Arguments): Arguments {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('give NAME=VALUE');
  return { ...before, [name]: headerValue(value) };
}

function headerValue(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return value;
  } catch {
    return text;
  }
}

async function sourceOf(options: Options): Promise<{ readonly topology: Topology; readonly version: ServerVersion }> {
  const { definitions, stack, broker, url, vhost, serverVersion } = options;
  if ([definitions, stack, url].filter((given) => given !== undefined).length !== 1)
    throw new UserError(`give one of '--definitions', '--stack' and '--url'`);
  if (broker !== undefined && stack === undefined) throw new UserError(`'--broker' is for '--stack' only`);
  if (url !== undefined) {
    const { topology, version } = await liveTopology(addressOfUrl(url, process.env), vhost);
    return { topology, version: serverVersion ?? version };
  }
  if (stack !== undefined) {
    const declared = await stackTopology(stack, broker);
    const own = parseServerVersion(declared.serverVersion) ?? NEWEST_SERVER_VERSION;
    return within(declared.topology, vhost, `stack '${stack}'`, serverVersion ?? own);
  }
  const { topology } = await definitionsFile(definitions ?? '', vhost);
  return within(topology, vhost, `'${definitions}'`, serverVersion ?? NEWEST_SERVER_VERSION);
}

/** A misspelt virtual host would have only the exchanges that every one has. */
function within(topology: Topology, vhost: string, source: string, version: ServerVersion) {
  const names = new Set([...topology.vhosts.map(({ name }) => name), ...topology.queues.map((queue) => queue.vhost)]);
  if (!names.has(vhost) && vhost !== '/') {
    const there = [...names].map((name) => `'${name}'`).join(', ');
    throw new UserError(`${source} declares no virtual host '${vhost}'${there === '' ? '' : `; there are: ${there}`}`);
  }
  return { topology, version };
}

function whyOf(router: Router, { vhost }: Options, message: SentMessage, queue: string): Answer['why'] {
  if (!router.hasQueue(vhost, queue)) throw new UserError(`there is no queue '${queue}' in virtual host '${vhost}'`);
  return { queue, ...why(router, vhost, message, queue) };
}

function isDeadLettered({ exchange }: DeadLettering): boolean {
  return exchange !== undefined;
}

function exitCodeOf({ route, why: asked }: Answer): ExitCode {
  if (route.refused !== undefined) return ExitCode.danger;
  const isThere = asked === undefined ? route.unroutable === false : asked.reaches === 'certain';
  return isThere ? ExitCode.ok : ExitCode.notice;
}

function asText({ route, deadLetters, why: asked }: Answer): string {
  const doubtful = route.queues.filter((queue) => !route.certain.includes(queue));
  return [
    `queues: ${listed(route.certain)}`,
    ...(doubtful.length > 0 ? [`perhaps: ${listed(doubtful)}`] : []),
    ...describeRoute(route).map((line) => `  ${line}`),
    ...(deadLetters.length > 0 ? ['dead letters:'] : []),
    ...deadLetters.map((step) => `  ${describeDeadLetter(step)}`),
    ...(asked === undefined ? [] : [`why ${headings[asked.reaches]} '${asked.queue}':`]),
    ...(asked?.because.map((sentence) => `  ${sentence}`) ?? []),
    '',
  ]
    .map(printable)
    .join('\n');
}

const headings: Readonly<Record<Why['reaches'], string>> = {
  certain: 'it gets to',
  possible: 'it may get to',
  no: 'it does not get to',
};

function listed(queues: readonly string[]): string {
  return queues.length === 0 ? 'none' : queues.join(', ');
}

function asJson({ route, deadLetters, why: asked }: Answer) {
  const { queues, certain, path, unroutable, refused, remarks } = route;
  return {
    queues,
    certain,
    path: path.map(hopAsJson),
    unroutable: unroutable ?? null,
    refused: refused ?? null,
    remarks,
    deadLetters: deadLetters.map((step) => ({
      ...step.from,
      exchange: step.exchange,
      keys: step.keys,
      queues: step.route.queues,
      cyclic: step.cyclic,
      remarks: step.route.remarks,
    })),
    ...(asked === undefined ? {} : { why: { ...asked, nearest: asked.nearest ?? null } }),
  };
}

function hopAsJson({ from, to, by, binding, certainty }: Hop) {
  const bound = binding === undefined ? {} : { key: binding.routing_key, arguments: binding.arguments };
  return { from, to, by, ...bound, certainty };
}
