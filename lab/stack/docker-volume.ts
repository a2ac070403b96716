import { docker } from '../../host/docker';
import type { ResourceType } from './resource';

/** @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/volume */
export const dockerVolume: ResourceType = {
  plan(args, { labels }) {
    const name = args.string('name');
    args.finish();
    return async () => {
      // Creating a volume that exists succeeds, and would hand over somebody's data.
      if ((await docker(['volume', 'ls', '--quiet', '--filter', `name=^${name}$`])) !== '')
        throw new Error(`there is a volume '${name}' already`);
      await docker(['volume', 'create', ...labels, name]);
      return { attributes: { id: name, name }, destroy: async () => void (await docker(['volume', 'rm', name])) };
    };
  },
};
