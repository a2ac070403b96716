import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } from '@cdktf/provider-generator';
import ts from 'typescript';

/** The provider whose schema `schema.json` is, at the exact version that printed it. */
export const provider = {
  fqn: 'registry.terraform.io/cyrilgdn/rabbitmq',
  source: 'cyrilgdn/rabbitmq',
  version: '1.10.1',
};

/**
 * Generates the bindings from `schema.json`, as `terraform providers schema -json` of the real provider printed it:
 * offline, and always the same files from the same schema.
 * @param target - the folder to (re)make, with one folder a resource: `queue/index.js` and `queue/index.d.ts`
 */
export async function generateBindings(target: string): Promise<void> {
  const scratchRoot = resolve(__dirname, '../../.cache');
  mkdirSync(scratchRoot, { recursive: true });
  // Inside the project, so that the compiler finds cdktf and constructs.
  const scratch = mkdtempSync(join(scratchRoot, 'bindings-'));
  try {
    await writeSources(scratch);
    compile(join(scratch, 'providers/rabbitmq'), join(scratch, 'lib'));
    rmSync(target, { recursive: true, force: true });
    cpSync(join(scratch, 'lib'), target, { recursive: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function writeSources(outdir: string): Promise<void> {
  const schema = JSON.parse(readFileSync(join(__dirname, 'schema.json'), 'utf8'));
  const code = new CodeMaker();
  const constraint = new TerraformProviderConstraint({
    name: 'rabbitmq',
    source: provider.source,
    version: provider.version,
  });
  const generator = new TerraformProviderGenerator(code, {
    ...schema,
    provider_versions: { [provider.fqn]: provider.version },
  });
  generator.generate(constraint as never);
  await code.save(outdir);
}

function compile(sources: string, outDir: string): void {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    rootDir: sources,
    outDir,
    declaration: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    newLine: ts.NewLineKind.LineFeed,
  };
  const program = ts.createProgram([join(sources, 'index.ts')], options);
  const { diagnostics } = program.emit();
  const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (faults.length > 0)
    throw new Error(
      ts.formatDiagnostics(faults, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => sources,
        getNewLine: () => '\n',
      }),
    );
}

if (require.main === module) void generateBindings(join(__dirname, 'lib'));
