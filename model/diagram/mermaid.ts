import type { Diagram, EdgeKind } from './diagram';
import { edgeLines, nodeLines } from './labels';

/** How each kind is drawn: whole, dashed, and thick; the label says it, too. */
const arrows: Readonly<Record<EdgeKind, string>> = { binding: '-->', alternate: '-.->', 'dead-letter': '==>' };

/**
 * A diagram as a Mermaid flowchart, which GitHub and GitLab draw in Markdown. Names are written as characters by number
 * where they might be anything but letters.
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function asMermaid({ nodes, edges }: Diagram): string {
  return [
    'flowchart LR',
    ...nodes.map((node) => {
      const text = quoted(nodeLines(node));
      return `  ${node.id}${node.kind === 'exchange' ? `{{${text}}}` : `[${text}]`}`;
    }),
    ...edges.map((edge) => {
      const lines = edgeLines(edge);
      return `  ${edge.source} ${arrows[edge.kind]}${lines.length === 0 ? '' : `|${quoted(lines)}|`} ${edge.target}`;
    }),
    '',
  ].join('\n');
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>')}"`;
}

/** A lone word like `end` is safe within quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:/_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
