import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { TOPOLOGY_FILE, type DeclaredOnBroker } from '../../model/topology/declared-on-broker';

const WRITTEN = Symbol.for('rabbitmq-cdk.topology-file');

/**
 * Has a stack's topology written beside what Terraform reads, for commands that are no part of the app.
 * @param declared - asked for when the stack is synthesized, and so whole
 */
export function writeTopology(stack: TerraformStack, declared: () => readonly DeclaredOnBroker[]): void {
  if (WRITTEN in stack) return;
  Object.defineProperty(stack, WRITTEN, { value: true });
  addCustomSynthesis(stack, {
    onSynthesize: ({ outdir, manifest }) => {
      const file = join(outdir, manifest.forStack(stack).workingDirectory, TOPOLOGY_FILE);
      writeFileSync(file, `${textOf(stack, declared())}\n`);
    },
  });
}

/** A token (a description may be one) is written as the expression that it stands for: its number says nothing outside the app. */
function textOf(stack: TerraformStack, declared: readonly DeclaredOnBroker[]): string {
  const text = JSON.stringify(declared, null, 2);
  if (!text.includes('${TfToken[')) return text;
  const resolver = new DefaultTokenResolver(new StringConcat());
  return JSON.stringify(Tokenization.resolve(declared, { scope: stack, resolver, preparing: false }), null, 2);
}
