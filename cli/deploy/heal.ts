import { docker } from '../../host/docker';
import { until } from '../../host/until';
import type { SynthesizedStack } from '../stack/app';
import { refusals } from './refusals';
import { stateResources } from '../terraform/declared-plan';
import { readPlan } from '../terraform/plan';
import { sentenceOf, Terraform } from '../terraform/terraform';
import { UserError } from '../program/user-error';
import { stackContainers, type StackContainer } from '../stack/stack-containers';

/** What was done for one container. */
export interface Healed {
  readonly stack: string;
  readonly container: string;
  readonly action: 'started' | 'unpaused' | 'created' | 'none';
}

/**
 * Brings back the containers of a stack that was deployed: starts the stopped ones, unpauses the paused ones, makes the
 * missing ones anew on their volumes, and waits until each is healthy. Nothing that is declared on a broker is looked at:
 * its provider could not answer while the broker is down.
 * @param say - told what is about to be done
 * @returns what was done for each container; empty when the stack was never deployed
 */
export async function heal(stack: SynthesizedStack, say: (message: string) => void): Promise<readonly Healed[]> {
  const { dockerHost, containers } = stackContainers(stack.directory);
  const terraform = new Terraform(stack.directory);
  await terraform.init();
  const deployed = stateResources(await terraform.showState());
  // What runs has the name that the state knows: another one that is declared by now is for a plan to bring about.
  const expected = containers.flatMap((container): StackContainer[] => {
    const name = deployed.get(container.address)?.attributes['name'];
    return typeof name === 'string' ? [{ ...container, name }] : [];
  });
  const engine = dockerHost === undefined ? [] : ['--host', dockerHost];
  const healed = await Promise.all(
    expected.map(async (container) => ({ container, action: cureOf(await stateOf(engine, container)) })),
  );
  const inNeedOf = (cure: Healed['action']): readonly StackContainer[] =>
    healed.filter(({ action }) => action === cure).map(({ container }) => container);

  for (const { command, cure, doing } of commands) {
    const names = inNeedOf(cure).map(({ name }) => name);
    for (const name of names) say(`${doing} container ${name}`);
    if (names.length > 0) await docker([...engine, command, ...names]);
  }
  const missing = inNeedOf('created');
  for (const { name } of missing) say(`creating container ${name}`);
  if (missing.length > 0) {
    const targets = missing.map(({ address }) => address);
    await terraform.withPlan({ targets }, async ({ json = '', errors }, apply) => {
      const reasons = errors.length > 0 ? errors.map(sentenceOf) : refusals(readPlan(json, stack.name), stack.name);
      if (reasons.length > 0) throw new UserError(reasons.join('\n'));
      await apply();
    });
  }
  await Promise.all(
    expected.filter(({ hasHealthcheck }) => hasHealthcheck).map((container) => healthy(engine, container)),
  );
  return healed.map(({ container: { name }, action }) => ({ stack: stack.name, container: name, action }));
}

const commands = [
  { cure: 'unpaused', command: 'unpause', doing: 'unpausing' },
  { cure: 'started', command: 'start', doing: 'starting' },
] as const;

/**
 * What brings a container back.
 * @param state - as the engine has it: `running`, `exited`, `paused`, …, or `missing`
 */
export function cureOf(state: string): Healed['action'] {
  if (state === 'running') return 'none';
  if (state === 'missing') return 'created';
  return state === 'paused' ? 'unpaused' : 'started';
}

async function stateOf(engine: readonly string[], { name }: StackContainer): Promise<string> {
  const listed = await docker([...engine, 'ps', '--all', '--filter', `name=^/${name}$`, '--format', '{{.State}}']);
  return listed === '' ? 'missing' : listed;
}

async function healthy(engine: readonly string[], { name }: StackContainer): Promise<void> {
  const probe = async (): Promise<void> => {
    const health = await docker([...engine, 'inspect', '--format', '{{.State.Health.Status}}', name]);
    if (health !== 'healthy') throw new Error(`it is ${health}; 'docker logs ${name}' tells more`);
  };
  await until(`container ${name} is healthy`, probe, { within: 180_000, every: 500 });
}
