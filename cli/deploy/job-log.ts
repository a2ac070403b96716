import { blockOf, stringOf } from '../../model/provider/attributes';
import { Kubectl } from '../kubernetes/kubectl';
import { kubernetesAccess } from '../kubernetes/stateful-broker';
import { UserError } from '../program/user-error';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import type { Diagnostic } from '../terraform/diagnostic';

/** How much of a log is told: it ends with what went wrong. */
const LINES = 20;

/**
 * What Jobs on Kubernetes say that did not come to their end; Terraform says of them that they failed, and no more.
 * @returns clauses, one for each line
 */
export async function jobLogs(
  { directory }: SynthesizedStack,
  { resources }: Plan,
  errors: readonly Diagnostic[],
): Promise<readonly string[]> {
  const failed = new Set(errors.map(({ address }) => address));
  const kubectl = new Kubectl(kubernetesAccess(directory));
  const said = resources
    .filter(({ type, address }) => /^kubernetes_job(?:_v1)?$/.test(type) && failed.has(address))
    .map(async ({ after }) => {
      const metadata = blockOf(after ?? {}, 'metadata');
      const [namespace, name] = [stringOf(metadata['namespace']), stringOf(metadata['name'])];
      const log = await kubectl.log(namespace, `job/${name}`, LINES).catch((error: unknown) => {
        if (error instanceof UserError) return `its log cannot be read: ${error.message}`;
        throw error;
      });
      return log
        .trimEnd()
        .split('\n')
        .map((line) => `job '${name}' says: ${line}`);
    });
  return (await Promise.all(said)).flat();
}
