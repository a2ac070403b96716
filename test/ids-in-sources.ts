import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * The ids that the sources of a folder hold, such as `queue/type`, from all files below it; what a template puts in is
 * a star: `*-changed`.
 * @param folder - from the root of the project
 */
export function idsIn(folder: string): readonly string[] {
  const at = resolve(__dirname, '..', folder);
  const files = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.flatMap((file) => textsIn(readFileSync(join(at, file), 'utf8')));
  return [...new Set(texts.filter((text) => isId.test(text)))].sort();
}

/**
 * Ids with those in the place of templates that these stand for.
 * @throws Error of a template that no source has
 */
export function spelledOut(
  ids: readonly string[],
  templates: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const stale = Object.keys(templates).filter((template) => !ids.includes(template));
  if (stale.length > 0) throw new Error(`no source has ${stale.join(', ')}`);
  return [...new Set(ids.flatMap((id) => templates[id] ?? [id]))].sort();
}

const isId = /^[a-z*]+(-[a-z*]+)*\/[a-z*]+(-[a-z*]+)*$/;

/** The texts of a source, but for those by which it imports. */
function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node)) {
      texts.push(node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join(''));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return texts;
}
