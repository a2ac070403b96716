import { InvalidArgumentError } from 'commander';
import { indexTopology } from '../../model/analysis/topology-index';
import { printable, printableJson } from '../../model/printable';
import { deadLetterPaths, type DeadLettering } from '../../model/routing/dead-letters';
import { describeDeadLetter, describeRoute } from '../../model/routing/describe';
import { headerValue, isWholeDouble } from '../../model/routing/header-value';
import { publishedMessage, type SentMessage } from '../../model/routing/message';
import type { Hop, Route } from '../../model/routing/route';
import { Router } from '../../model/routing/router';
import { why, type Why } from '../../model/routing/why';
import type { Arguments } from '../../model/topology/topology';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';
import { topologySource, withSource, type SourceOptions } from '../stack/topology-source';

/** `rabbitmq-cdk route`: where a message goes that is published to an exchange. */
export const routeCommand: CliCommand = {
  register(program, exit) {
    withSource(program.command('route'))
      .description(
        'Shows which queues a message reaches that is published to an exchange, by which bindings, and where it is ' +
          'dead-lettered. Nothing is published. Exits with 0 when a queue gets it, with 2 when none does, the ' +
          'queue of --why does not, or it depends on chance, with 3 when the broker refuses the publisher.',
      )
      .option('--vhost <name>', 'the virtual host; may be left out where there is only one')
      .requiredOption('--exchange <name>', "the exchange; '' is the default exchange")
      .option('--key <key>', 'the routing key', '')
      .option(
        '--header <name=value>',
        'a header, repeatable; the value is JSON where it reads as such (5, true, ["a"], "5"), or else a string',
        anotherHeader,
        {},
      )
      .option('--why <queue>', 'say why the message gets to this queue, or why not and which binding comes nearest')
      .addOption(
        formatOption(
          '{queues, certain: text[], path: [{from, to: {kind, name}, by, key, arguments, certainty}], unroutable: true, false ' +
            'or null, refused, remarks, deadLetters: [{queue, reason, exchange, keys, queues, cyclic, remarks}], why: ' +
            '{queue, reaches, because, nearest}}',
        ),
      )
      .action(async (options: Options) => {
        const { topology, version, vhost } = await topologySource(options, options.vhost);
        const router = new Router(indexTopology(topology, version));
        const message = publishedMessage(options.exchange, options.key, options.header);
        const route = router.publish(vhost, message);
        const answer: Answer = {
          route,
          deadLetters: deadLetterPaths(router, vhost, route.queues, message).filter(isDeadLettered),
          why: options.why === undefined ? undefined : whyOf(router, vhost, message, options.why),
        };
        process.stdout.write(options.format === 'json' ? `${printableJson(asJson(answer))}\n` : asText(answer));
        exit(exitCodeOf(answer));
      });
  },
};

interface Options extends SourceOptions {
  readonly vhost?: string;
  readonly exchange: string;
  readonly key: string;
  readonly header: Arguments;
  readonly why?: string;
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
  if (isWholeDouble(value))
    throw new InvalidArgumentError(
      `'${value}' is a double, which a headers exchange tells from the integer ${Number(value)}, and this command does not; ` +
        'give the integer',
    );
  return { ...before, [name]: headerValue(value) };
}

function whyOf(router: Router, vhost: string, message: SentMessage, queue: string): Answer['why'] {
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
