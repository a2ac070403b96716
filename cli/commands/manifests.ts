import { stringify } from 'yaml';
import { selectStacks, synthesize } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import { ExitCode } from '../program/exit-code';
import { manifestsOf } from '../manifests/manifest';
import { printable, printableJson } from '../../model/printable';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk manifests`: a stack's Kubernetes objects for those who apply them without Terraform. */
export const manifestsCommand: CliCommand = {
  register(program, exit) {
    program
      .command('manifests')
      .description(
        'Prints the Kubernetes objects of a stack, equal to what Terraform creates, for GitOps. Secrets are not among ' +
          'them: it says on standard error which ones must be there, and with what keys.',
      )
      .argument('<STACK>', 'the stack')
      .option('--format <format>', 'yaml, or json: an array of objects', 'yaml')
      .action(async (name: string, { format }: { format: string }) => {
        if (format !== 'yaml' && format !== 'json')
          throw new UserError(`'--format' must be yaml or json, got '${format}'`);
        const [stack] = selectStacks(await synthesize(), [name]);
        const { manifests, secrets } = manifestsOf(stackConfig(stack?.directory ?? '').resource ?? {});
        if (manifests.length === 0) throw new UserError(`stack '${name}' has no Kubernetes objects`);
        for (const { namespace, name: secret, keys } of secrets) {
          const said = `left out: Secret ${namespace}/${secret} with ${keys.join(', ')}; make it first`;
          process.stderr.write(`${printable(said)}\n`);
        }
        process.stdout.write(format === 'json' ? `${printableJson(manifests)}\n` : asYaml(manifests));
        exit(ExitCode.ok);
      });
  },
};

function asYaml(manifests: readonly object[]): string {
  return manifests.map((manifest) => `---\n${stringify(manifest, { lineWidth: 0 })}`).join('');
}
