import type { ResourceType } from './resource';

/** `terraform_data`, which makes nothing: others wait for it. */
export const terraformData: ResourceType = {
  plan(args) {
    args.strings('input');
    args.finish();
    return async () => ({ attributes: {} });
  },
};
