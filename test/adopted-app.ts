import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import type { Adoption } from '../model/adoption/adopt';
import type { DeclaredOnBroker } from '../model/topology/declared-on-broker';
import { emptyTopology, type Topology } from '../model/topology/topology';
import * as rabbitmqCdk from '../index';

/**
 * Runs the app of an adoption in this process, as it would run in its folder.
 * @returns what it declares, and what Terraform reads
 */
export function runAdopted({ files }: Pick<Adoption, 'files'>): { topology: Topology; stack: unknown } {
  const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-adopted-'));
  const before = process.env['CDKTF_OUTDIR'];
  process.env['CDKTF_OUTDIR'] = outdir;
  try {
    load(files, 'main', new Map());
    const folder = join(outdir, 'stacks', 'broker');
    const stack: unknown = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
    // Without a declaration, there is no such file.
    const file = join(folder, 'topology.json');
    const brokers: readonly DeclaredOnBroker[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
    return { topology: brokers[0]?.topology ?? emptyTopology, stack };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
    if (before === undefined) delete process.env['CDKTF_OUTDIR'];
    else process.env['CDKTF_OUTDIR'] = before;
  }
}

/** Loads a module of the app, once. */
function load(files: Adoption['files'], module: string, loaded: Map<string, object>): object {
  const known = loaded.get(module);
  if (known !== undefined) return known;
  const exported = {};
  loaded.set(module, exported);
  const { outputText, diagnostics = [] } = ts.transpileModule(files.get(`${module}.ts`) ?? '', {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, host));
  const packages: Readonly<Record<string, object>> = { cdktf, constructs, 'rabbitmq-cdk': rabbitmqCdk };
  const require = (name: string) =>
    packages[name] ?? load(files, posix.normalize(posix.join(dirname(module), name)), loaded);
  new Function('require', 'exports', outputText)(require, exported);
  return exported;
}

const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => '.',
  getNewLine: () => '\n',
};
