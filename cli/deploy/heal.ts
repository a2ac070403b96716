import { docker } from '../../host/docker';
import { until } from '../../host/until';
import { UserError } from '../program/user-error';
import { reviewPlan } from '../review/review-plan';
import type { SynthesizedStack } from '../stack/app';
import { stackContainers, type StackContainer } from '../stack/stack-containers';
import { readPlan } from '../terraform/plan';
import type { State } from '../terraform/state';
import { Terraform } from '../terraform/terraform';
import { explain } from './explain';
import { costsOf, refusalsOf } from './losses';
import { orphansOf, type Orphan } from './orphans';
import { shellCommand } from '../../host/shell-word';

/** What was done for one container. */
export interface Healed {
  readonly stack: string;
  readonly container: string;
  readonly action: 'started' | 'unpaused' | 'created' | 'completed' | 'none';
}

/** What became of a stack. */
export interface HealedStack {
  readonly containers: readonly Healed[];
  /** What exists and is in no state; nothing is done about it here. */
  readonly orphans: readonly Orphan[];
  /** What its state holds afterwards; it was not read where the stack declares no containers. */
  readonly state?: State;
}

/**
 * Brings back the containers of a stack that was deployed: starts the stopped ones, unpauses the paused ones, makes the
 * missing ones anew on their volumes, and waits until each is healthy. One that an interrupted apply did not wait for is
 * taken for complete when it is healthy; where others are not made yet, what does not become healthy is left to the plan. Nothing that is declared on a broker is looked at: its provider could not answer
 * while the broker is down.
 * @param say - told what is about to be done
 * @returns what was done for each container; empty where the stack declares none, or was never deployed
 */
export async function heal(stack: SynthesizedStack, say: (message: string) => void): Promise<HealedStack> {
  const { dockerHost, containers } = stackContainers(stack.directory);
  if (containers.length === 0) return { containers: [], orphans: [] };
  const terraform = new Terraform(stack.directory);
  const state = await terraform.state();
  // What runs has the name that the state knows: another one that is declared by now is for a plan to bring about.
  const expected = containers.flatMap((container): Known[] => {
    const known = state.resources.get(container.address);
    const name = known?.attributes['name'];
    return typeof name === 'string' ? [{ ...container, name, isTainted: known?.isTainted === true }] : [];
  });
  const engine = dockerHost === undefined ? [] : ['--host', dockerHost];
  const found = await Promise.all(
    expected.map(async (container) => ({ container, action: cureOf(await stateOf(engine, container), container) })),
  );
  const inNeedOf = (...cures: readonly Cure[]): readonly Known[] =>
    found.filter(({ action }) => cures.includes(action)).map(({ container }) => container);

  for (const { command, cure, doing } of commands) {
    const names = inNeedOf(cure).map(({ name }) => name);
    for (const name of names) say(`${doing} container ${name}`);
    if (names.length > 0) await docker([...engine, command, ...names]);
  }
  await create(stack, terraform, inNeedOf('created'), say);
  // What was created and never ran is left to the next plan, which makes it again.
  const running = expected.filter((container) => !inNeedOf('incomplete').includes(container));
  // Beside containers that are not there yet others are perhaps not healthy before these run, such as a load balancer.
  const isWhole = running.length === containers.length;
  const unhealthy = new Set<Known>();
  await Promise.all(
    running
      .filter(({ hasHealthcheck }) => hasHealthcheck)
      .map((container) =>
        healthy(engine, container, isWhole ? 180_000 : 20_000).catch((error: unknown) => {
          if (isWhole) throw error;
          unhealthy.add(container);
        }),
      ),
  );
  const completed = inNeedOf('completed').filter((container) => !unhealthy.has(container));
  for (const { address, name } of completed) {
    say(`container ${name} is healthy, and taken for complete`);
    await terraform.untaint(address);
  }
  const isChanged = inNeedOf('created').length + completed.length > 0;
  return {
    containers: found.flatMap(({ container, action }) =>
      action === 'incomplete' || unhealthy.has(container)
        ? []
        : [{ stack: stack.name, container: container.name, action }],
    ),
    ...(await orphansOf(stack, isChanged ? await terraform.state() : state)),
  };
}

/** A container that the state knows. */
interface Known extends StackContainer {
  /** Whether an apply was interrupted before it had completed it. */
  readonly isTainted: boolean;
}

type Cure = Healed['action'] | 'incomplete';

const commands = [
  { cure: 'unpaused', command: 'unpause', doing: 'unpausing' },
  { cure: 'started', command: 'start', doing: 'starting' },
] as const;

/**
 * What brings a container back.
 * @param state - as the engine has it: `running`, `exited`, `paused`, …, or `missing`
 */
export function cureOf(state: string, { isTainted }: Pick<Known, 'isTainted'> = { isTainted: false }): Cure {
  // Its files are put into it before it is started: what runs has them all.
  if (isTainted) return state === 'running' ? 'completed' : 'incomplete';
  if (state === 'running') return 'none';
  if (state === 'missing') return 'created';
  return state === 'paused' ? 'unpaused' : 'started';
}

async function create(
  stack: SynthesizedStack,
  terraform: Terraform,
  missing: readonly StackContainer[],
  say: (message: string) => void,
): Promise<void> {
  if (missing.length === 0) return;
  for (const { name } of missing) say(`creating container ${name}`);
  const failed = { stack: stack.name, directory: stack.directory };
  await terraform.withPlan(
    { targets: missing.map(({ address }) => address) },
    async ({ json, errors: stopped }, apply) => {
      if (stopped.length > 0 || json === undefined) throw new UserError(explain(stopped, failed).join('\n'));
      const plan = readPlan(json, stack.name);
      const refusals = refusalsOf(costsOf({ findings: reviewPlan(plan) }, plan, stack.name), []);
      if (refusals.length > 0) throw new UserError(refusals.join('\n'));
      const errors = await apply();
      if (errors.length > 0) throw new UserError(explain(errors, { ...failed, plan }).join('\n'));
    },
  );
}

async function stateOf(engine: readonly string[], { name }: StackContainer): Promise<string> {
  const listed = await docker([...engine, 'ps', '--all', '--filter', `name=^/${name}$`, '--format', '{{.State}}']);
  return listed === '' ? 'missing' : listed;
}

async function healthy(engine: readonly string[], { name }: StackContainer, within: number): Promise<void> {
  const probe = async (): Promise<void> => {
    const health = await docker([...engine, 'inspect', '--format', '{{.State.Health.Status}}', name]);
    if (health !== 'healthy') throw new Error(`it is ${health}; more by: ${shellCommand('docker', 'logs', name)}`);
  };
  await until(`container ${name} is healthy`, probe, { within, every: 500 });
}
