import { shellCommand } from '../../host/shell-word';
import { Hopeless, until } from '../../host/until';
import { recoverState } from '../deploy/recover-state';
import { heal } from '../deploy/heal';
import { deploy, planOf, type ApplyOptions, type Deployed } from '../deploy/deploy';
import { addressOfStack } from '../health/address';
import { brokerState, type BrokerState } from '../health/broker-state';
import { Interrupted, interruption } from '../program/interruption';
import { UserError } from '../program/user-error';
import { isNode } from '../review/effects/nodes';
import { count } from '../review/wording';
import type { SynthesizedStack } from '../stack/app';
import { stackContainers } from '../stack/stack-containers';
import { Terraform } from '../terraform/terraform';
import { RollingNode } from './rolling-node';
import { dangers, unsettled } from './unsettled';

/** How long a node may take to be spared by its peers, or to be back among them, in milliseconds. */
const PATIENCE = 600_000;

/** What a plan of a whole stack would replace. */
interface Rolled {
  /** The containers of the nodes, in the order of the plan. */
  readonly nodes: readonly string[];
  /** How many other objects it would change. */
  readonly others: number;
}

/**
 * Replaces the nodes of a cluster one after the other, where the stack has changed so that they must be: each waits until its peers
 * can spare it, is drained, replaced by Terraform alone, and back in service with its queues before the next one goes. Interrupted, it
 * ends the step that it has begun; run again, it goes on with the nodes that are left.
 * @throws UserError when Terraform cannot plan, or the broker cannot be asked
 */
export function roll(stack: SynthesizedStack, options: ApplyOptions): Promise<Deployed> {
  return interruption.shield('the step', async () => {
    const engine = engineOf(stack);
    await recoverState(stack, options.say);
    await reviveDrained(stack, engine, options.say);
    // A node that an earlier run took away and did not bring back is made before another one goes.
    await heal(stack, options.say);
    options.say('planning');
    const { nodes, others } = await rolledBy(stack);
    const done: string[] = [];
    const ended = (outcome: Deployed['outcome'], reasons: readonly string[]): Deployed => ({
      ...{ stack: stack.name, outcome, done: done.length, total: nodes.length },
      reasons: [...reasons, ...goOn(stack, nodes, done)],
    });
    if (nodes.length === 0) {
      if (others > 0) options.say(`no node must be replaced; ${othersLeft(stack, others)}`);
      return ended('unchanged', []);
    }
    const wrong = dangers(await stateOf(stack));
    if (wrong.length > 0) return ended('refused', ['the cluster is not well, and no node can be spared', ...wrong]);
    options.say(`replaces, one after the other: ${nodes.join(', ')}`);
    try {
      for (const container of nodes) {
        const one = await replace(stack, new RollingNode(container, engine), {
          ...options,
          // Who agreed to the first one agreed to all.
          confirm: done.length === 0 ? options.confirm : () => Promise.resolve(true),
        });
        if (one.outcome !== 'applied' && one.outcome !== 'unchanged') return ended(one.outcome, one.reasons);
        done.push(container);
      }
      options.say('rebalancing leaders');
      await new RollingNode(nodes[0] ?? '', engine).rebalance();
      const left = dangers(await stateOf(stack));
      if (left.length > 0) return ended('failed', left);
    } catch (error) {
      if (error instanceof Interrupted) return ended('interrupted', []);
      throw error;
    }
    const after = await rolledBy(stack);
    if (after.nodes.length > 0) return ended('failed', [`still to be replaced: ${after.nodes.join(', ')}`]);
    if (after.others > 0) options.say(othersLeft(stack, after.others));
    return ended('applied', []);
  });
}

/** Has one node replaced, and waits until it is back; a node that was drained and stays is revived. */
async function replace(stack: SynthesizedStack, node: RollingNode, options: ApplyOptions): Promise<Deployed> {
  const { say, confirm } = options;
  const name = await node.name();
  let isDrained = false;
  const one = await deploy(stack, {
    ...options,
    node: node.container,
    again: shellCommand('rabbitmq-cdk', 'roll', stack.name),
    confirm: async (review) => {
      if (!(await confirm(review))) return false;
      say(`waiting until ${node.container} can be spared`);
      await patiently(`the peers of ${node.container} can spare it`, () => node.expectSpare());
      say(`draining ${node.container}`);
      isDrained = true;
      await node.drain();
      interruption.throwIfInterrupted();
      say(`replacing ${node.container}`);
      return true;
    },
  }).finally(async () => {
    // It runs on where it was not replaced, and a new one is in service by itself.
    if (isDrained && (await node.revive())) say(`${node.container} is in service`);
  });
  if (one.outcome !== 'applied') return one;
  say(`waiting until ${node.container} is back with its queues`);
  await patiently(`${node.container} is back with its queues`, async () => {
    const [first, ...more] = unsettled(await stateOf(stack), name);
    if (first !== undefined) throw new Error(more.length === 0 ? first : `${first}, and ${more.length} more`);
  });
  return one;
}

/** Waits for long, unless the run is interrupted. */
async function patiently(what: string, probe: () => Promise<void>): Promise<void> {
  const heard = async (): Promise<void> => {
    if (interruption.isInterrupted) throw new Hopeless('interrupted');
    await probe();
  };
  await until(what, heard, { within: PATIENCE, every: 2_000 }).catch((error: Error) => {
    interruption.throwIfInterrupted();
    throw new UserError(error.message);
  });
}

/** Puts nodes into service again that a killed run had drained: they take no clients, and would not be healthy. */
async function reviveDrained(
  stack: SynthesizedStack,
  engine: readonly string[],
  say: ApplyOptions['say'],
): Promise<void> {
  // Where nobody answers nobody was drained, but something is down.
  const state = await stateOf(stack).catch(() => undefined);
  const drained = state?.nodes.filter(({ being_drained: isDrained = false }) => isDrained) ?? [];
  for (const { name } of stackContainers(stack.directory).containers) {
    if (!drained.some((node) => node.name.endsWith(`@${name}`))) continue;
    say(`putting ${name} into service, which an earlier run has drained`);
    await new RollingNode(name, engine).revive();
  }
}

/** Plans the whole stack, and applies nothing of it. */
async function rolledBy(stack: SynthesizedStack): Promise<Rolled> {
  const { plan, refused } = planOf(await new Terraform(stack.directory).plan({}), stack);
  if (refused.length > 0) throw new UserError(refused.join('\n'));
  const changes = plan.resources.filter(({ action }) => action !== 'none');
  const nodes = changes.filter((resource) => isNode(resource) && resource.action === 'replace');
  const names = new Map(stackContainers(stack.directory).containers.map(({ address, name }) => [address, name]));
  return { nodes: nodes.map(({ address }) => names.get(address) ?? address), others: changes.length - nodes.length };
}

async function stateOf(stack: SynthesizedStack): Promise<BrokerState> {
  return brokerState(await addressOfStack(stack, process.env));
}

/** The options that reach the engine of a stack whose nodes can be replaced one by one. */
function engineOf(stack: SynthesizedStack): readonly string[] {
  const { dockerHost, containers } = stackContainers(stack.directory);
  if (containers.length < 3)
    throw new UserError(
      `stack '${stack.name}' has no cluster in containers, of which a node could be spared; ` +
        `run: ${shellCommand('rabbitmq-cdk', 'deploy', stack.name)}, with '--node NAME' for one of several`,
    );
  return dockerHost === undefined ? [] : ['--host', dockerHost];
}

function othersLeft(stack: SynthesizedStack, others: number): string {
  return `${count(others, 'other object is', 'other objects are')} left to: ${shellCommand('rabbitmq-cdk', 'deploy', stack.name)}`;
}

/** What is done and what is not, and how to go on. */
function goOn(stack: SynthesizedStack, nodes: readonly string[], done: readonly string[]): readonly string[] {
  if (done.length === nodes.length) return [];
  const left = nodes.filter((node) => !done.includes(node)).join(', ');
  const before = done.length === 0 ? '' : `replaced: ${done.join(', ')}; `;
  return [`${before}not replaced: ${left}; go on with: ${shellCommand('rabbitmq-cdk', 'roll', stack.name)}`];
}
