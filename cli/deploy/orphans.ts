import { docker } from '../../host/docker';
import { shellCommand } from '../../host/shell-word';
import { UserError } from '../program/user-error';
import type { Loss } from '../review/finding';
import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import { stackContainers } from '../stack/stack-containers';
import type { Resources, State } from '../terraform/state';
import { Terraform } from '../terraform/terraform';
import { refusalsOf, type Cost } from './losses';
import { containerCosts } from './orphan-costs';

/** Something on the engine that a stack declares and its state does not know: an apply was killed after it had made it. */
export interface Orphan {
  readonly kind: 'container' | 'network' | 'volume';
  readonly name: string;
  /** Its address in the state, once it is there. */
  readonly address: string;
  /** What the engine and Terraform call it. */
  readonly id: string;
  /** What is done with it: a container is made again on its volume, a network and a volume are taken into the state. */
  readonly cure: 'remove' | 'adopt';
  /** What the cure costs. */
  readonly costs: readonly Cost[];
}

/**
 * What of a stack is on its engine and not in its state. What another run is making is none: when something seems to be one,
 * that is waited for.
 * @param state - what its state holds
 * @returns them, and what the state holds once it was waited for
 */
export async function orphansOf(
  { directory }: SynthesizedStack,
  state: State,
): Promise<{ readonly orphans: readonly Orphan[]; readonly state: State }> {
  const suspects = await unknownTo(directory, state.resources);
  if (suspects.length === 0) return { orphans: [], state };
  const terraform = new Terraform(directory);
  // Whatever it says beside: with the lock nobody else makes anything.
  const errors = await terraform.untilUnlocked();
  const isLocked = errors.some(({ summary }) => /acquiring the state lock/i.test(summary));
  const now = await terraform.state();
  return { orphans: isLocked ? [] : await unknownTo(directory, now.resources), state: now };
}

async function unknownTo(directory: string, state: Resources): Promise<readonly Orphan[]> {
  const { resource = {} } = stackConfig(directory);
  const unknown = kinds.flatMap(({ type, kind, cure }) =>
    Object.entries(resource[type] ?? {})
      .map(([id, { name }]) => ({ kind, cure, name: String(name), address: `${type}.${id}` }))
      .filter(({ address }) => !state.has(address)),
  );
  if (unknown.length === 0) return [];
  const engine = engineOf(directory);
  const lists = [...new Set(unknown.map((one) => one.kind))].map(async (kind) =>
    (await listed(engine, kind)).map(([name, id]) => [`${kind} ${name}`, id] as const),
  );
  const there = new Map((await Promise.all(lists)).flat());
  const found = unknown.flatMap((one) => {
    const id = there.get(`${one.kind} ${one.name}`);
    return id === undefined ? [] : [{ ...one, id }];
  });
  return Promise.all(
    found.map(async (one) => ({
      ...one,
      costs: one.kind === 'container' ? await containerCosts(engine, directory, one) : [],
    })),
  );
}

/** Removes it from the engine, or takes it into the state. */
export async function cureOrphan({ directory }: SynthesizedStack, { kind, cure, address, id }: Orphan): Promise<void> {
  if (cure === 'adopt') return new Terraform(directory).adopt(address, id);
  await docker([...engineOf(directory), kind, 'rm', '--force', id]);
}

/**
 * Takes care of what is in the way of an apply, as far as that is allowed and confirmed; ends at the first that is not.
 * @param allow - what it may cost
 * @param confirm - whether one may be taken into the state, or removed; none may by default
 * @returns whether anything was done, so that the state is another
 * @throws UserError when something stays in the way
 */
export async function clearTheWay(
  stack: SynthesizedStack,
  orphans: readonly Orphan[],
  { allow, say }: { readonly allow: readonly Loss[]; readonly say: (message: string) => void },
  confirm?: (orphan: Orphan) => Promise<boolean>,
): Promise<boolean> {
  // A volume that is there is taken as it is; the engine makes no second of the others.
  const inTheWay = orphans.filter(({ kind }) => kind !== 'volume');
  for (const [index, orphan] of inTheWay.entries()) {
    const refusals = refusalsOf(orphan.costs, allow);
    if (confirm !== undefined && refusals.length === 0) say(orphanText(orphan));
    if (refusals.length > 0 || (await confirm?.(orphan)) !== true) {
      const left = inTheWay.slice(index).map(orphanText);
      throw new UserError([...left, `take care of it: ${shellCommand('rabbitmq-cdk', 'heal', stack.name)}`].join('\n'));
    }
    await cureOrphan(stack, orphan);
  }
  return inTheWay.length > 0;
}

/** `container 'rabbitmq' exists, and is in no state` */
export function orphanText({ kind, name }: Orphan): string {
  return `${kind} '${name}' exists, and is in no state: an earlier run was killed, or it was made by hand`;
}

const kinds = [
  { type: 'docker_container', kind: 'container', cure: 'remove' },
  { type: 'docker_network', kind: 'network', cure: 'adopt' },
  { type: 'docker_volume', kind: 'volume', cure: 'adopt' },
] as const;

function engineOf(directory: string): readonly string[] {
  const { dockerHost } = stackContainers(directory);
  return dockerHost === undefined ? [] : ['--host', dockerHost];
}

/** The names that the engine has, each with its id. */
async function listed(
  engine: readonly string[],
  kind: Orphan['kind'],
): Promise<readonly (readonly [string, string])[]> {
  const [all, format] =
    kind === 'container'
      ? [['--all', '--no-trunc'], '{{.Names}}\t{{.ID}}']
      : kind === 'network'
        ? [['--no-trunc'], '{{.Name}}\t{{.ID}}']
        : [[], '{{.Name}}\t{{.Name}}'];
  const lines = await docker([...engine, kind, 'ls', ...all, '--format', format]);
  return lines.split('\n').flatMap((line) => {
    const [name, id] = line.split('\t');
    return name === undefined || id === undefined ? [] : [[name, id] as const];
  });
}
