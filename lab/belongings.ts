import { docker } from '../host/docker';
import { projectRoot } from './folders';

/** What the lab puts on an engine is labelled with the checkout it belongs to, and with the process that answers for it. */
const rootLabel = 'rabbitmq-cdk.lab.root';
const ownerLabel = 'rabbitmq-cdk.lab.owner';

export interface LabelOptions {
  /**
   * Whether it stays when this process ends.
   * @default false
   */
  readonly keep?: boolean;
}

/** The options that label a container, network or volume as the lab's. */
export function labels({ keep = false }: LabelOptions = {}): readonly string[] {
  const owner = keep ? [] : ['--label', `${ownerLabel}=${process.pid}`];
  return ['--label', `${rootLabel}=${projectRoot}`, ...owner];
}

/** Removes what is left of runs of this checkout that ended without cleaning up. */
export async function sweep(): Promise<void> {
  await removeWhere(({ owner }) => owner !== undefined && !isAlive(owner));
}

/** Removes everything of this checkout: also what was meant to stay, and what other runs use. */
export async function removeAll(): Promise<void> {
  await removeWhere(() => true);
}

interface Belonging {
  readonly id: string;
  /** The process that answers for it; undefined when it is meant to stay. */
  readonly owner: number | undefined;
}

/** How each kind is listed and removed, in the order in which it can be: what is used comes after its users. */
const kinds = [
  { list: ['ps', '--all'], id: '{{.ID}}', remove: ['rm', '--force', '--volumes'] },
  { list: ['network', 'ls'], id: '{{.ID}}', remove: ['network', 'rm'] },
  { list: ['volume', 'ls'], id: '{{.Name}}', remove: ['volume', 'rm'] },
];

async function removeWhere(isWanted: (belonging: Belonging) => boolean): Promise<void> {
  for (const { list, id, remove } of kinds) {
    const format = `${id} {{.Label "${ownerLabel}"}}`;
    const listed = await docker([...list, '--filter', `label=${rootLabel}=${projectRoot}`, '--format', format]);
    const ids = listed.split('\n').filter(Boolean).map(belonging).filter(isWanted);
    if (ids.length > 0) await docker([...remove, ...ids.map((wanted) => wanted.id)]);
  }
}

function belonging(row: string): Belonging {
  const [id = '', owner] = row.split(' ');
  return { id, owner: owner ? Number(owner) : undefined };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
