import { docker } from '../../host/docker';
import { stackConfig } from '../stack/stack-config';
import type { Cost } from './losses';

/** A container that is in no state. */
interface Container {
  readonly name: string;
  readonly address: string;
  readonly id: string;
}

/**
 * What it costs to remove a container that is in no state. One that an interrupted apply has made and not started costs nothing.
 * One that runs serves clients: its state may be lost, and a provider cannot take a running container into it, since it reads
 * neither environment nor uploaded files, and makes it again.
 * @param engine - the arguments of `docker` that lead to its engine
 */
export async function containerCosts(
  engine: readonly string[],
  directory: string,
  container: Container,
): Promise<readonly Cost[]> {
  const format = '{"State":{{json .State}},"Mounts":{{json .Mounts}}}';
  const inspected = await docker([...engine, 'container', 'inspect', '--format', format, container.id]);
  return costsOfRemoval(container.name, JSON.parse(inspected), declaredVolumes(directory, container.address));
}

/** What the engine tells of a container. */
export interface Inspected {
  readonly State: { readonly Running: boolean; readonly StartedAt: string };
  readonly Mounts: readonly { readonly Destination: string; readonly Name?: string }[];
}

/**
 * What it costs to remove a container.
 * @param volumes - the names of the volumes that the new one gets, by their paths
 */
export function costsOfRemoval(
  name: string,
  { State: { Running, StartedAt }, Mounts }: Inspected,
  volumes: ReadonlyMap<string, string>,
): readonly Cost[] {
  if (StartedAt.startsWith('0001-')) return [];
  const elsewhere = [...volumes].flatMap(([path, volume]): Cost[] =>
    Mounts.some(({ Destination, Name }) => Destination === path && Name === volume)
      ? []
      : [
          {
            loss: 'data',
            message: `container '${name}' has '${path}' not on volume '${volume}', so that the one that is made again has nothing of it`,
          },
        ],
  );
  if (!Running) return elsewhere;
  const down: Cost = {
    loss: 'availability',
    message: `container '${name}' runs, and its clients are cut off until a deploy has made it again`,
  };
  return [...elsewhere, down];
}

/** The volumes of a declared container by their paths; of another stack's volume only the expression is known. */
function declaredVolumes(directory: string, address: string): ReadonlyMap<string, string> {
  const { resource = {} } = stackConfig(directory);
  const { volumes = [] } = resource['docker_container']?.[address.slice(address.indexOf('.') + 1)] ?? {};
  const named = new Map(
    Object.entries(resource['docker_volume'] ?? {}).map(([id, { name }]) => [
      `\${docker_volume.${id}.name}`,
      String(name),
    ]),
  );
  return new Map(
    (volumes as readonly Volume[]).flatMap(({ container_path: path, volume_name: volume }) =>
      path === undefined || volume === undefined ? [] : [[path, named.get(volume) ?? volume]],
    ),
  );
}

interface Volume {
  readonly container_path?: string;
  readonly volume_name?: string;
}
