import { dirname, join } from 'node:path';
import ts from 'typescript';

const types = join(dirname(require.resolve('@grafana/schema/package.json')), 'dist/types');

/** Where its schema is, by what it describes; panels by their types. */
const sources = {
  Dashboard: 'raw/dashboard/x/dashboard_types.gen',
  stat: 'raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen',
  table: 'raw/composable/table/panelcfg/x/TablePanelCfg_types.gen',
  timeseries: 'raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen',
} as const;

/**
 * What Grafana's schema says against dashboards, as they are written to their files. The schema is published as types, which
 * the compiler holds against the JSON: unknown names, missing ones and wrong values are faults, in options of panels too.
 */
export function schemaFaults(dashboards: readonly object[]): readonly string[] {
  const panels = dashboards.flatMap((dashboard) => ('panels' in dashboard ? (dashboard.panels as Panel[]) : []));
  const text = [
    `import type { Dashboard } from '${join(types, sources.Dashboard)}';`,
    ...(['stat', 'table', 'timeseries'] as const).map(
      (kind) => `import type { Options as ${kind} } from '${join(types, sources[kind])}';`,
    ),
    `export const dashboards: Dashboard[] = ${JSON.stringify(dashboards, null, 1)};`,
    ...panels
      .filter(({ type }) => type !== 'row')
      .map(({ type, options }, index) => `export const panel${index}: ${type} = ${JSON.stringify(options, null, 1)};`),
  ].join('\n');
  return compiled(text);
}

interface Panel {
  readonly type: string;
  readonly options?: object;
}

function compiled(text: string): readonly string[] {
  const file = join(types, 'dashboard.check.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    module: ts.ModuleKind.Preserve,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : withValues(readFile(name)));
  host.getSourceFile = (name, language) => {
    const content = host.readFile(name);
    return content === undefined ? undefined : ts.createSourceFile(name, content, language);
  };
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** The members of an enumeration of texts are its values: JSON says `"list"`, and no `LegendDisplayMode.List`. */
function withValues(declarations: string | undefined): string | undefined {
  return declarations?.replaceAll(/export declare enum (\w+) \{([^}]*)\}/g, (all, name, members: string) => {
    const values = [...members.matchAll(/= ("[^"]*")/g)].map(([, value]) => value);
    return values.length === 0 ? all : `export declare type ${name} = ${values.join(' | ')};`;
  });
}
