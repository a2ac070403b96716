import { stackConfig } from '../stack/stack-config';
import { sentenceOf, type Diagnostic } from '../terraform/diagnostic';
import type { Plan } from '../terraform/plan';
import { objectLabel } from './object-label';

/** Whose errors they are. */
export interface Failed {
  readonly stack: string;
  /** Where Terraform works. */
  readonly directory: string;
  /** The plan that was applied; absent when none could be made. */
  readonly plan?: Plan;
}

/**
 * What went wrong, in the words of the broker and with the remedy.
 * @returns clauses, each once
 */
export function explain(errors: readonly Diagnostic[], failed: Failed): readonly string[] {
  return [...new Set(errors.map((error) => explained(error, failed)))];
}

function explained(error: Diagnostic, { stack, directory, plan }: Failed): string {
  const said = sentenceOf(error);
  const variable = /^No value for required variable.*variable "([^"]+)"/.exec(said)?.[1];
  if (variable !== undefined) return `variable '${variable}' has no value: set TF_VAR_${variable}`;
  if (/Saved plan is stale/.test(said))
    return 'the world moved: the state has changed since the plan was made, so that it is not applied; plan again';
  if (/acquiring the state lock/i.test(said)) return locked(error, stack, directory);
  const { url, username, password } = brokerIn(directory);
  if (/\b401\b|not_authorised|Unauthorized/i.test(said) && url !== undefined)
    return `the broker at ${url} refuses user '${username}' (401): ${passwordRemedy(password)}`;
  if (/connection refused|no such host|i\/o timeout|no route to host/i.test(said) && /\/api\//.test(said))
    return `the broker at ${url ?? 'the endpoint of the provider'} does not answer (${lastOf(said)}); 'rabbitmq-cdk heal ${stack}' starts what is down`;
  const resource = plan?.resources.find(({ address }) => address === error.address);
  const what = resource === undefined ? error.address : objectLabel(resource);
  return what === undefined ? said : `${what}: ${said}`;
}

function locked({ detail }: Diagnostic, stack: string, directory: string): string {
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s+(.+)$`, 'm').exec(detail)?.[1];
  const id = field('ID');
  const holder = `${field('Who') ?? 'somebody'} since ${field('Created') ?? 'a while'}`;
  const unlock = id === undefined ? '' : `; if that run was killed: terraform -chdir=${directory} force-unlock ${id}`;
  return `the state of stack '${stack}' is locked by ${holder}; wait until that run has ended${unlock}`;
}

function brokerIn(directory: string): Readonly<Record<'url' | 'username' | 'password', string | undefined>> {
  const { provider = {} } = stackConfig(directory);
  const { endpoint, username, password } = provider['rabbitmq']?.[0] ?? {};
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { url: text(endpoint), username: text(username), password: text(password) };
}

function passwordRemedy(password = ''): string {
  const variable = /^\$\{var\.([^.}]+)\}$/.exec(password)?.[1];
  if (variable !== undefined) return `its password comes from variable '${variable}': set TF_VAR_${variable}`;
  return `its password is the one in the state, and it was changed on the broker; 'rabbitmqctl change_password' there sets it again`;
}

/** The last part of an error that wraps others: `connection refused`. */
function lastOf(said: string): string {
  return said.split(': ').at(-1) ?? said;
}
