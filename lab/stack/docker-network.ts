import { docker } from '../../host/docker';
import { removeNetworks } from '../networks';
import type { ResourceType } from './resource';

/** @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/network */
export const dockerNetwork: ResourceType = {
  plan(args, { labels }) {
    const name = args.string('name');
    const options = [
      ...['--driver', args.optionalString('driver') ?? 'bridge'],
      ...(args.boolean('internal', false) ? ['--internal'] : []),
    ];
    args.finish();
    return async () => {
      const id = await docker(['network', 'create', ...labels, ...options, name]);
      return { attributes: { id, name }, destroy: () => removeNetworks([id]) };
    };
  },
};
