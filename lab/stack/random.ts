import { randomInt } from 'node:crypto';
import type { ResourceType } from './resource';

/**
 * `random_password` and `random_string`.
 * @see https://registry.terraform.io/providers/hashicorp/random/latest/docs/resources/password
 */
export const randomText: ResourceType = {
  plan(args) {
    const length = args.number('length');
    const characters = [
      args.boolean('lower', true) ? 'abcdefghijklmnopqrstuvwxyz' : '',
      args.boolean('upper', true) ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : '',
      args.boolean('numeric', true) ? '0123456789' : '',
      args.boolean('special', true) ? '!@#$%&*()-_=+[]{}<>:?' : '',
    ].join('');
    args.finish();
    return async () => ({
      attributes: { result: Array.from({ length }, () => characters[randomInt(characters.length)]).join('') },
    });
  },
};
