import { brokersBeside } from '../stack/brokers-beside';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { selectStacks, synthesize, type SynthesizedStack } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import { addressOfStack, addressOfUrl, isUrl } from '../health/address';
import { brokerState, type BrokerAddress, type BrokerState } from '../health/broker-state';
import { asJson, asText } from '../health/report';
import { withBrokerOnKubernetes } from '../health/kubernetes-address';
import { healthFindings, limits, type HealthFinding } from '../health/findings';
import { statefulSetOf } from '../kubernetes/stateful-broker';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk health`: what is not as it should be with a broker that runs. */
export const healthCommand: CliCommand = {
  register(program, exit) {
    program
      .command('health')
      .description(
        `Asks a broker's HTTP API for unreachable nodes, alarms, queues without majority and nodes that are critical for ` +
          `one, listeners, certificates that expire within a month, versions, feature flags, the balance of leaders, ` +
          `queues with more than ${limits.withoutConsumer} messages and no consumer, and with more than ` +
          `${limits.unacknowledged} unacknowledged messages, shovels and federation links that do not run, deprecated features in use. Exits with 0 when all is well, 2 for something to look at, ` +
          '3 when clients cannot work or a queue has no majority, 1 when the broker cannot be asked.',
      )
      .argument(
        '<stack|url>',
        'a deployed stack, or the URL of any broker: http://HOST:15672, its user in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .option(
        '--kubernetes',
        'reach the broker through the API server of its Kubernetes cluster, as kubectl does: of a stack, or any StatefulSet ' +
          'that this project made, given as NAMESPACE/NAME',
      )
      .addOption(
        formatOption(
          '{cluster, nodes: text[], findings: [{severity: danger | notice, check, object, message, remedy}]}',
        ),
      )
      .action(async (target: string, { format, kubernetes = false }: HealthOptions) => {
        const state = kubernetes ? await stateOnKubernetes(target) : await brokerState(await addressOf(target));
        const findings = healthFindings(state, await declaredOn(target));
        process.stdout.write(format === 'json' ? asJson(state, findings) : asText(state, findings));
        exit(exitCodeOf(findings));
      });
  },
};

interface HealthOptions {
  readonly format: 'text' | 'json';
  readonly kubernetes?: boolean;
}

async function stateOnKubernetes(target: string): Promise<BrokerState> {
  if (isUrl(target)) throw new UserError(`'--kubernetes' takes a stack or NAMESPACE/NAME of a StatefulSet, got a URL`);
  const [namespace, name, ...rest] = target.split('/');
  if (!namespace || name === '' || rest.length > 0)
    throw new UserError(`'--kubernetes' takes a stack or NAMESPACE/NAME of a StatefulSet, got '${target}'`);
  if (name !== undefined) return withBrokerOnKubernetes({ namespace, name }, {}, process.env, brokerState);
  const { statefulSet, access } = statefulSetOf(await stackOf(target));
  return withBrokerOnKubernetes(statefulSet, access, process.env, brokerState);
}

/** What a stack declares on its broker; of anything else that is not known. */
async function declaredOn(target: string): Promise<DeclaredOnBroker | undefined> {
  if (isUrl(target) || target.includes('/')) return undefined;
  const [declared, ...others] = brokersBeside((await stackOf(target)).directory);
  return others.length === 0 ? declared : undefined;
}

async function addressOf(target: string): Promise<BrokerAddress> {
  return isUrl(target) ? addressOfUrl(target, process.env) : addressOfStack(await stackOf(target), process.env);
}

async function stackOf(name: string): Promise<SynthesizedStack> {
  const [stack] = selectStacks(await synthesize(), [name]);
  if (stack === undefined) throw new UserError(`there is no stack '${name}'`);
  return stack;
}

function exitCodeOf(findings: readonly HealthFinding[]): ExitCode {
  if (findings.some(({ severity }) => severity === 'danger')) return ExitCode.danger;
  return findings.length > 0 ? ExitCode.notice : ExitCode.ok;
}
