import { providerEndpoint } from '../stack/provider-endpoint';
import { stackConfig } from '../stack/stack-config';
import { sentenceOf, type Diagnostic } from '../terraform/diagnostic';
import type { Plan } from '../terraform/plan';
import { isOfSaving, reasonOfSaving } from '../terraform/unsaved-state';
import { STALE } from './stale';
import { objectLabel } from './object-label';
import { shellCommand } from '../../host/shell-word';

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
  const unsaved = errors.find(isOfSaving);
  return [
    ...new Set(errors.filter((error) => !isOfSaving(error)).map((error) => explained(error, failed))),
    ...(unsaved === undefined ? [] : [`the state could not be saved: ${reasonOfSaving(unsaved)}`]),
  ];
}

function explained(error: Diagnostic, { stack, directory, plan }: Failed): string {
  const said = sentenceOf(error);
  if (/Saved plan is stale/.test(said)) return STALE;
  if (/acquiring the state lock/i.test(said)) return locked(error, stack, directory);
  const { url, username, passwordVariable } = providerEndpoint(directory);
  if (/\b401\b|not_authorised|Unauthorized/i.test(said) && url !== undefined)
    return `the broker at ${url} refuses user '${username}' (401): ${passwordRemedy(passwordVariable)}; see docs/credentials.md`;
  if (/connection refused|no such host|i\/o timeout|no route to host/i.test(said) && /\/api\//.test(said))
    return `the broker at ${url ?? 'the endpoint of the provider'} does not answer (${lastOf(said)}); ${startRemedy(stack, directory)}`;
  const resource = plan?.resources.find(({ address }) => address === error.address);
  const what = resource === undefined ? error.address : objectLabel(resource);
  return what === undefined ? said : `${what}: ${said}`;
}

function locked({ detail }: Diagnostic, stack: string, directory: string): string {
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s+(.+)$`, 'm').exec(detail)?.[1];
  const id = field('ID');
  const who = field('Who');
  const created = field('Created');
  const holder = [who === undefined ? '' : ` by ${who}`, created === undefined ? '' : ` since ${created}`].join('');
  const unlock =
    id === undefined
      ? ''
      : `; if that run was killed: ${shellCommand('terraform', `-chdir=${directory}`, 'force-unlock', id)}`;
  return `the state of stack '${stack}' is locked${holder}; wait until that run has ended${unlock}`;
}

/** What to do where a broker refuses the password of a stack. */
export function passwordRemedy(variable: string | undefined): string {
  if (variable !== undefined) return `its password comes from variable '${variable}': set TF_VAR_${variable}`;
  return `its password is the one in the state, and it was changed on the broker; 'rabbitmqctl change_password' there sets it again`;
}

/** A literal endpoint without containers is a broker that this project does not run: `heal` can start nothing there. */
function startRemedy(stack: string, directory: string): string {
  const { resource = {} } = stackConfig(directory);
  return providerEndpoint(directory).url !== undefined && resource['docker_container'] === undefined
    ? `check that it runs, and that 'endpoint' is right`
    : `start what is down: ${shellCommand('rabbitmq-cdk', 'heal', stack)}`;
}

/** The last part of an error that wraps others: `connection refused`. */
function lastOf(said: string): string {
  return said.split(': ').at(-1) ?? said;
}
