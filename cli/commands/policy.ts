import { printable, printableJson } from '../../model/printable';
import { effectivePolicy, type EffectivePolicy } from '../../model/policies/effective-policy';
import type { PolicyTarget } from '../../model/policies/policy-target';
import { effectiveSettings } from '../../model/policies/effective-settings';
import { queueTypeOf } from '../../model/topology/queue-type';
import type { ServerVersion } from '../../model/server/server-version';
import type { PolicyDefinition, QueueDefinition, Topology } from '../../model/topology/topology';
import { manifestsTopology } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { definitionsFile } from '../check/definitions-file';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { serverVersionOption } from '../program/server-version-option';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk policy`: which policy and operator policy apply to a queue or exchange, and what they come to. */
export const policyCommand: CliCommand = {
  register(program, exit) {
    program
      .command('policy')
      .description(
        'Explains which policy and operator policy a broker applies to a queue or exchange of a definitions file, and the ' +
          'effective settings. Exits with 1 when that is undefined: policies of equal priority, or a pattern that only a ' +
          'broker can evaluate.',
      )
      .requiredOption('--definitions <file>', 'a definitions file of any broker')
      .requiredOption('--vhost <name>', 'the virtual host')
      .option('--queue <name>', 'the queue')
      .option('--exchange <name>', 'the exchange')
      .addOption(serverVersionOption())
      .addOption(
        formatOption('{policy, operatorPolicy, definition}: two names or null, and the effective merged definition'),
      )
      .action(async (options: Options) => {
        if ((options.queue === undefined) === (options.exchange === undefined)) {
          throw new UserError(`give one of '--queue' and '--exchange'`);
        }
        const topology = isManifests(options.definitions)
          ? await manifestsTopology(options.definitions)
          : (await definitionsFile(options.definitions, options.vhost)).topology;
        const queue = options.queue === undefined ? undefined : declaredQueue(topology, options.vhost, options.queue);
        const target =
          queue === undefined ? exchangeTarget(topology, options) : queueTarget(topology, queue, options.serverVersion);
        const effective = effectivePolicy(topology, target, options.serverVersion);
        process.stdout.write(
          options.format === 'json'
            ? `${printableJson(asJson(effective))}\n`
            : asText(effective, target, queue, options.serverVersion),
        );
        for (const reason of effective.undecided) process.stderr.write(`${printable(reason)}\n`);
        exit(effective.undecided.length === 0 ? ExitCode.ok : ExitCode.failed);
      });
  },
};

interface Options {
  readonly definitions: string;
  readonly vhost: string;
  readonly queue?: string;
  readonly exchange?: string;
  readonly serverVersion: ServerVersion;
  readonly format: 'text' | 'json';
}

function declaredQueue({ queues }: Topology, vhost: string, name: string): QueueDefinition {
  const found = queues.find((queue) => queue.vhost === vhost && queue.name === name);
  if (found !== undefined) return found;
  throw new UserError(`queue '${name}' is not declared in virtual host '${vhost}', so its type is not known`);
}

function queueTarget({ vhosts }: Topology, queue: QueueDefinition, version: ServerVersion): PolicyTarget {
  const { vhost, name } = queue;
  const type = queueTypeOf(queue, vhosts.find((declared) => declared.name === vhost)?.default_queue_type, version);
  if (type !== undefined) return { kind: 'queue', vhost, name, type };
  throw new UserError(
    `queue '${name}' has the type ${JSON.stringify(queue.arguments['x-queue-type'])}, which is none of the server's own`,
  );
}

/** Exchanges are all alike to policies, so that one need not be declared in the file: `amq.topic` never is. */
function exchangeTarget(topology: Topology, { vhost, exchange = '' }: Options): PolicyTarget {
  const declared = topology.exchanges.some((one) => one.vhost === vhost && one.name === exchange);
  if (!declared && exchange !== '' && !exchange.startsWith('amq.')) {
    throw new UserError(`exchange '${exchange}' is not declared in virtual host '${vhost}'`);
  }
  // A file of some virtual hosts alone may leave out '/', which every server has.
  if (!declared && vhost !== '/' && topology.vhosts.length > 0 && !topology.vhosts.some(({ name }) => name === vhost)) {
    throw new UserError(`virtual host '${vhost}' is not declared`);
  }
  return { kind: 'exchange', vhost, name: exchange };
}

function asJson({ policy, operatorPolicy, definition }: EffectivePolicy) {
  return { policy: policy?.name ?? null, operatorPolicy: operatorPolicy?.name ?? null, definition: definition ?? null };
}

function asText(
  effective: EffectivePolicy,
  target: PolicyTarget,
  queue: QueueDefinition | undefined,
  version: ServerVersion,
): string {
  const { policy, operatorPolicy, definition, because } = effective;
  const values = Object.entries(definition ?? {}).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
  return [
    `policy: ${describe(policy)}`,
    `operator policy: ${describe(operatorPolicy)}`,
    definition === undefined ? 'definition: not known' : values.length === 0 ? 'definition: empty' : 'definition:',
    ...values,
    'because:',
    ...because.map((reason) => `  ${reason}`),
    ...(target.kind === 'queue' && queue !== undefined ? inTheEnd(target.type, queue, effective, version) : []),
    '',
  ]
    .map(printable)
    .join('\n');
}

function inTheEnd(
  type: 'classic' | 'quorum' | 'stream',
  queue: QueueDefinition,
  { definition }: EffectivePolicy,
  version: ServerVersion,
): string[] {
  const settings = effectiveSettings(type, queue.arguments, definition ?? {}, version);
  if (definition === undefined || settings.length === 0) return [];
  return [
    `in the end, with the arguments of this ${type} queue:`,
    ...settings.map(({ key, value, from, over }) => {
      const against = over === undefined ? '' : `, which counts over ${JSON.stringify(over)}`;
      return `  ${key}: ${JSON.stringify(value)} (by ${from}${against})`;
    }),
  ];
}

function describe(policy: PolicyDefinition | undefined): string {
  if (policy === undefined) return 'none';
  const { name, priority, pattern } = policy;
  return `${name} (priority ${priority}, ${policy['apply-to']}, pattern '${pattern}')`;
}
