import { changeKinds, type ChangeKind, type Diagram, type EdgeKind } from './diagram';
import { edgeLines, nodeLines } from './labels';

/** How each kind is drawn: whole, dashed, and thick; the label says it, too. */
const arrows: Readonly<Record<EdgeKind, string>> = { binding: '-->', alternate: '-.->', 'dead-letter': '==>' };

/**
 * How what changes is drawn, in colours that both a light and a dark background show; the label says it, too.
 * @see https://jfly.uni-koeln.de/color/
 */
const strokes: Readonly<Record<ChangeKind, string>> = {
  added: 'stroke:#009e73,stroke-width:3px',
  removed: 'stroke:#cc79a7,stroke-width:3px,stroke-dasharray:7 4',
  changed: 'stroke:#b8860b,stroke-width:3px',
};

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
      const look = node.change === undefined ? '' : `:::${node.change}`;
      return `  ${node.id}${node.kind === 'exchange' ? `{{${text}}}` : `[${text}]`}${look}`;
    }),
    ...edges.map((edge) => {
      const lines = edgeLines(edge);
      return `  ${edge.source} ${arrows[edge.kind]}${lines.length === 0 ? '' : `|${quoted(lines)}|`} ${edge.target}`;
    }),
    ...changeKinds.flatMap((change) => lookOf(change, { nodes, edges })),
    '',
  ].join('\n');
}

function lookOf(change: ChangeKind, { nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): readonly string[] {
  const numbers = [...edges.keys()].filter((number) => edges[number]?.change === change);
  return [
    ...(nodes.some((node) => node.change === change) ? [`  classDef ${change} ${strokes[change]}`] : []),
    ...(numbers.length === 0 ? [] : [`  linkStyle ${numbers.join(',')} ${strokes[change]}`]),
  ];
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>')}"`;
}

/** A lone word like `end` is safe within quotes; `1. ` and `- ` at the start would be a list. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:/_-]|^[^\p{L}]/gu, (character) => `#${character.codePointAt(0)};`);
}
