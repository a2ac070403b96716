import { docker } from '../../host/docker';
import { provideImage } from '../image';
import { images } from '../images';
import type { ResourceType } from './resource';

/**
 * An image that the engine has or can pull; otherwise the lab's image of the same software stands in, and says so.
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/image
 */
export const dockerImage: ResourceType = {
  plan(args) {
    const name = args.string('name');
    // Images stay on the engine in any case, for the next run.
    args.ignore('keep_locally');
    args.finish();
    return async () => {
      const present = await provideImage(name, images);
      const id = await docker(['image', 'inspect', '--format', '{{.Id}}', present]);
      return { attributes: { id, image_id: id } };
    };
  },
};
