import { shorthands, toClass } from './byte-set';
import type { PatternNode, Place } from './syntax';

/**
 * A pattern as a JavaScript expression over bytes, which agrees with PCRE on whether a text matches.
 * @throws SyntaxError when it is too large for the JavaScript engine
 */
export function toRegExp(node: PatternNode): RegExp {
  let atomics = 0;
  const render = (part: PatternNode): string => {
    switch (part.kind) {
      case 'byte':
        return toClass(part.set);
      case 'at':
        return places[part.place];
      case 'sequence':
        return part.nodes.map((item) => (item.kind === 'either' ? `(?:${render(item)})` : render(item))).join('');
      case 'either':
        return part.nodes.map(render).join('|');
      case 'look':
        return `(?${part.behind ? '<' : ''}${part.negative ? '!' : '='}${render(part.node)})`;
      case 'atomic':
        return atomic(render(part.node));
      case 'repeat': {
        const { min, max } = part;
        const repeated = `(?:${render(part.node)}){${min},${max === Infinity ? '' : max}}`;
        return part.possessive ? atomic(repeated) : repeated;
      }
    }
  };
  // A lookahead never gives back what it matched, which is what an atomic group promises.
  const atomic = (content: string): string => {
    atomics += 1;
    return `(?=(?<a${atomics}>${content}))\\k<a${atomics}>`;
  };
  return new RegExp(render(node));
}

/** How many ways there are, at most, to match a text of `length` bytes: what backtracking may have to try. */
export function costOf(node: PatternNode, length: number): number {
  switch (node.kind) {
    case 'byte':
    case 'at':
      return 1;
    case 'atomic':
    case 'look':
      return costOf(node.node, length);
    case 'sequence':
      return node.nodes.reduce((product, part) => product * costOf(part, length), 1);
    case 'either':
      return node.nodes.reduce((sum, part) => sum + costOf(part, length), 0);
    case 'repeat': {
      const body = costOf(node.node, length);
      const most = Math.min(node.max, length);
      return body === 1 ? Math.max(1, most - node.min + 1) : body ** most * Math.max(1, most);
    }
  }
}

const word = toClass(shorthands.w);

// Without the flags `m` and `s` of JavaScript, `^` and `$` are the text's ends alone.
const places: Readonly<Record<Place, string>> = {
  start: '^',
  end: '$',
  'end-or-last-newline': '(?=\\n?$)',
  'line-start': '(?:^|(?<=\\n)(?!$))',
  'line-end': '(?=\\n|$)',
  'word-edge': `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`,
  'no-word-edge': `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`,
};
