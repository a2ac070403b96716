import { Option } from 'commander';
import { printable, printableJson } from '../../model/printable';
import { can, type Answer, type Attempt, type Need } from '../../model/access/can';
import type { ServerVersion } from '../../model/server/server-version';
import { manifestsTopology } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { definitionsFile } from '../check/definitions-file';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { serverVersionOption } from '../program/server-version-option';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk can`: whether a user may do something over AMQP, and which permissions that takes. */
export const canCommand: CliCommand = {
  register(program, exit) {
    program
      .command('can')
      .description(
        'Determines whether a user of a definitions file may perform an AMQP 0-9-1 operation, which permissions it requires, and ' +
          "why. The default exchange is ''. What the file declares counts as existing: declaring it again takes less than " +
          'declaring something new. Exits with 2 when it is not allowed, with 1 when that is unknown.',
      )
      .requiredOption('--definitions <file>', 'a definitions file of any broker')
      .requiredOption('--vhost <name>', 'the virtual host')
      .requiredOption('--user <name>', 'the user')
      .addOption(new Option('--action <action>', 'the operation').choices([...actions]).makeOptionMandatory())
      .option('--queue <name>', 'the queue, or the queue to bind; publishing to a queue uses the default exchange')
      .option('--exchange <name>', 'the exchange, or the source of the binding')
      .option('--destination <name>', 'the exchange to bind, instead of a queue')
      .option('--key <key>', 'the routing key', '')
      .option('--dead-letter-exchange <name>', 'the dead-letter exchange of the declared queue')
      .option('--alternate-exchange <name>', 'the alternate exchange of the declared exchange')
      .addOption(serverVersionOption())
      .addOption(
        formatOption(
          '{allowed, needs, because}: true, false or null; an array of {permission, kind, name, routingKey}; a sentence',
        ),
      )
      .action(async (options: Options) => {
        const attempt = attemptOf(options);
        const topology = isManifests(options.definitions)
          ? await manifestsTopology(options.definitions)
          : (await definitionsFile(options.definitions, options.vhost)).topology;
        const answer = can(topology, options.user, options.vhost, attempt, options.serverVersion);
        process.stdout.write(options.format === 'json' ? asJson(answer) : asText(answer));
        exit(answer.allowed === undefined ? ExitCode.failed : answer.allowed ? ExitCode.ok : ExitCode.notice);
      });
  },
};

const actions = [
  'publish',
  'consume',
  'get',
  'purge',
  'declare',
  'declare-passively',
  'delete',
  'bind',
  'unbind',
] as const satisfies readonly Attempt['action'][];

interface Options {
  readonly definitions: string;
  readonly vhost: string;
  readonly user: string;
  readonly action: Attempt['action'];
  readonly queue?: string;
  readonly exchange?: string;
  readonly destination?: string;
  readonly key: string;
  readonly deadLetterExchange?: string;
  readonly alternateExchange?: string;
  readonly serverVersion: ServerVersion;
  readonly format: 'text' | 'json';
}

function attemptOf({ action, queue, exchange, destination, key, ...given }: Options): Attempt {
  const isBinding = action === 'bind' || action === 'unbind';
  if (isBinding) {
    if (queue !== undefined && destination !== undefined)
      throw new UserError(`give one of '--queue' and '--destination'`);
    if (queue === undefined && exchange === undefined && destination === undefined) {
      throw new UserError(`give '--exchange' and one of '--queue' and '--destination'`);
    }
    return { action, queue, exchange, destination, key };
  }
  if (destination !== undefined) throw new UserError(`'--destination' is for bind and unbind only`);
  if ((queue === undefined) === (exchange === undefined)) throw new UserError(`give one of '--queue' and '--exchange'`);
  if (action === 'publish') {
    return queue === undefined ? { action, exchange, key } : { action, exchange: '', key: queue };
  }
  if ((action === 'consume' || action === 'get' || action === 'purge') && queue === undefined) {
    throw new UserError(`to ${action} takes a queue; give '--queue'`);
  }
  return {
    action,
    queue,
    exchange,
    arguments: {
      ...(given.deadLetterExchange === undefined ? {} : { 'x-dead-letter-exchange': given.deadLetterExchange }),
      ...(given.alternateExchange === undefined ? {} : { 'alternate-exchange': given.alternateExchange }),
    },
  };
}

function asJson({ allowed, needs, because }: Answer): string {
  return `${printableJson({ allowed: allowed ?? null, needs, because })}\n`;
}

function asText({ allowed, needs, because }: Answer): string {
  const verdict = allowed === undefined ? 'not known' : allowed ? 'allowed' : 'not allowed';
  return [`${verdict}: ${because}`, ...needs.map((need) => `  needs ${describe(need)}`), ''].map(printable).join('\n');
}

function describe({ permission, kind, name, routingKey }: Need): string {
  if (kind === 'topic') return `${permission} on topics of exchange '${name}' for routing key '${routingKey ?? ''}'`;
  return `${permission === 'any' ? 'any permission' : permission} on ${kind} '${name}'`;
}
