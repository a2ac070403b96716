import { stackConfig } from '../stack/stack-config';
import type { SynthesizedStack } from '../stack/app';
import { Terraform } from '../terraform/terraform';
import { UserError } from '../program/user-error';

/**
 * The password that a stack gave to a user, from its state.
 * @param declaredAt - the construct path of the user
 * @throws UserError when it is not deployed
 */
export async function deployedPassword(
  { name, directory }: SynthesizedStack,
  declaredAt: string | undefined,
  userName: string,
): Promise<string> {
  const { resource = {} } = stackConfig(directory);
  const { resources } = await new Terraform(directory).state();
  for (const [type, attribute, path] of [
    ['rabbitmq_user', 'password', `${declaredAt}/Default`],
    // What comes by definitions files has no resource of its own, but the generator of its password.
    ['random_password', 'result', `${declaredAt}/Password`],
  ] as const) {
    const ids = Object.entries(resource[type] ?? {}).filter(([, block]) => pathOf(block) === path);
    for (const [id] of ids) {
      const password = resources.get(`${type}.${id}`)?.attributes[attribute];
      if (typeof password === 'string') return password;
    }
  }
  throw new UserError(
    `the state of stack '${name}' has no password of user '${userName}'; deploy it first, or leave out '--show-password'`,
  );
}

function pathOf(block: Readonly<Record<string, unknown>>): unknown {
  const { metadata } = (block['//'] ?? {}) as { readonly metadata?: { readonly path?: unknown } };
  return metadata?.path;
}
