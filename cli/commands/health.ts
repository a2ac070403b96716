import { InvalidArgumentError, Option } from 'commander';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import { bootsFrom, isUpgradeTarget } from '../../model/server/upgrade-path';
import { brokersBeside } from '../stack/brokers-beside';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { selectStacks, synthesize, type SynthesizedStack } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import { addressOfStack, addressOfUrl, isUrl } from '../health/address';
import { brokerState, type BrokerAddress, type BrokerState } from '../health/broker-state';
import { besideOf } from '../health/beside';
import { asJson, asText } from '../health/report';
import { withBrokerOnKubernetes } from '../health/kubernetes-address';
import { healthFindings, limits, worstFirst, type HealthFinding } from '../health/findings';
import { upgradeFindings } from '../health/upgrade-findings';
import { upgradeState, type UpgradeState } from '../health/upgrade-state';
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
          '{cluster, nodes: text[], upgrade?: {from, to}, findings: [{severity: danger | notice, check, object, message, remedy}]}',
        ),
      )
      .addOption(
        new Option(
          '--before-upgrade <version>',
          'say also what stops an upgrade of the broker to that version, such as 4.3, or is lost or refused by it',
        ).argParser(upgradeTarget),
      )
      .action(async (target: string, { format, kubernetes = false, beforeUpgrade }: HealthOptions) => {
        const declared = await declaredOn(target);
        const ask = (address: BrokerAddress) => answersOf(address, beforeUpgrade, declared !== undefined);
        const { state, upgrade } = kubernetes
          ? await askOnKubernetes(target, ask)
          : await ask(await brokerAddress(target));
        const findings = findingsOf(state, upgrade, declared);
        process.stdout.write((format === 'json' ? asJson : asText)(state, findings, upgrade?.to));
        exit(exitCodeOf(findings));
      });
  },
};

interface HealthOptions {
  readonly format: 'text' | 'json';
  readonly kubernetes?: boolean;
  readonly beforeUpgrade?: ServerVersion;
}

function upgradeTarget(text: string): ServerVersion {
  const version = parseServerVersion(text);
  if (version === undefined) throw new InvalidArgumentError('give a version such as 4.3 or 4.2.9');
  if (!isUpgradeTarget(version)) {
    const series = Object.keys(bootsFrom).join(', ');
    throw new InvalidArgumentError(`what an upgrade to it asks for is not known; give one of ${series}`);
  }
  return version;
}

interface Answers {
  readonly state: BrokerState;
  readonly upgrade?: UpgradeState;
}

async function answersOf(address: BrokerAddress, to: ServerVersion | undefined, isDeclared: boolean): Promise<Answers> {
  const [asked, beside] = await Promise.all([brokerState(address), isDeclared ? besideOf(address.broker) : undefined]);
  const state = { ...asked, beside };
  return to === undefined ? { state } : { state, upgrade: await upgradeState(address, to, state) };
}

/** What an upgrade says of a flag or a feature counts more than what is said of it anyway. */
function findingsOf(
  state: BrokerState,
  upgrade: UpgradeState | undefined,
  declared: DeclaredOnBroker | undefined,
): readonly HealthFinding[] {
  const always = healthFindings(state, declared);
  if (upgrade === undefined) return always;
  const before = upgradeFindings(state, upgrade);
  const told = new Set(before.map(({ check, object }) => JSON.stringify([check, object])));
  return worstFirst([...before, ...always.filter(({ check, object }) => !told.has(JSON.stringify([check, object])))]);
}

async function askOnKubernetes(target: string, ask: (address: BrokerAddress) => Promise<Answers>): Promise<Answers> {
  if (isUrl(target)) throw new UserError(`'--kubernetes' takes a stack or NAMESPACE/NAME of a StatefulSet, got a URL`);
  const [namespace, name, ...rest] = target.split('/');
  if (!namespace || name === '' || rest.length > 0)
    throw new UserError(`'--kubernetes' takes a stack or NAMESPACE/NAME of a StatefulSet, got '${target}'`);
  if (name !== undefined) return withBrokerOnKubernetes({ namespace, name }, {}, process.env, ask);
  const { statefulSet, access } = statefulSetOf(await stackOf(target));
  return withBrokerOnKubernetes(statefulSet, access, process.env, ask);
}

/** What a stack declares on its broker; of anything else that is not known. */
async function declaredOn(target: string): Promise<DeclaredOnBroker | undefined> {
  if (isUrl(target) || target.includes('/')) return undefined;
  const [declared, ...others] = brokersBeside((await stackOf(target)).directory);
  return others.length === 0 ? declared : undefined;
}

async function brokerAddress(target: string): Promise<BrokerAddress> {
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
