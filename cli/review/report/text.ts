import { styleText } from 'node:util';
import { printable } from '../../../model/printable';
import { groupFindings, loadOf, sentenceOf } from './finding-group';
import { effects, type Effect } from '../finding';
import { verdictOf, type StackReview, type Verdict } from '../stack-review';

/** What a verdict says to people. */
export const verdictTexts: Readonly<Record<Verdict, string>> = {
  data: 'loses data',
  availability: 'loses availability',
  access: 'changes access',
  restart: 'restarts nodes',
  online: 'online',
  nothing: 'no change',
  unknown: 'unknown',
};

/** A verdict on stacks, for people: also that something comes into the state, where nothing changes. */
export function verdictText(verdict: Verdict, reviews: readonly StackReview[]): string {
  const isTaken = reviews.some(({ imported }) => imported.length > 0);
  return `${verdictTexts[verdict]}${verdict === 'nothing' && isTaken ? ' but taken into the state' : ''}`;
}

/**
 * A review for people.
 * @param isColoured - whether it goes to a terminal that shows colours
 */
export function asText(reviews: readonly StackReview[], isColoured: boolean): string {
  const paint: Paint = (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
  const lines = reviews.flatMap((review) => [...stackLines(review, paint), '']);
  const verdict = verdictOf(reviews);
  return [...lines, `verdict: ${paint(styles[verdict], verdictText(verdict, reviews))}`, ''].join('\n');
}

/** What is taken over is named up to here. */
const MOST_TAKEN = 20;

type Style = 'red' | 'yellow' | 'green' | 'dim';
type Paint = (style: Style, text: string) => string;

const styles: Readonly<Record<Verdict, Style>> = {
  data: 'red',
  availability: 'red',
  unknown: 'red',
  access: 'red',
  restart: 'yellow',
  online: 'green',
  nothing: 'green',
};

const width = Math.max(...effects.map((effect) => effect.length));

function stackLines(review: StackReview, paint: Paint): readonly string[] {
  const { stack, caveats, findings, moved, imported, failure } = review;
  const verdict = verdictOf([review]);
  return [
    `${printable(stack)}: ${paint(styles[verdict], verdictText(verdict, [review]))}`,
    ...(failure === undefined ? [] : [`  it could not be planned: ${printable(failure)}`]),
    ...caveats.map(({ kind, message }) => `  ${paint('yellow', kind)}: ${printable(message)}`),
    ...groupFindings(findings).flatMap((group) => {
      const { effect, because, remedy } = group.first;
      return [
        `  ${label(effect, paint)}  ${printable(sentenceOf(group, 10))}`,
        ...detail('because', because),
        ...detail('holds', loadOf(group)),
        ...detail('better', remedy),
      ];
    }),
    ...moved.map(
      ({ from, to }) =>
        `  ${' '.repeat(width)}  ${printable(from)} is ${printable(to)} in the state from now on, and stays as it is`,
    ),
    ...imported
      .slice(0, MOST_TAKEN)
      .map(({ id, to }) => `  ${' '.repeat(width)}  ${printable(`'${id}' exists, and is taken over as ${to}`)}`),
    ...(imported.length > MOST_TAKEN
      ? [`  ${' '.repeat(width)}  and ${imported.length - MOST_TAKEN} more that exist are taken over`]
      : []),
  ];
}

function label(effect: Effect, paint: Paint): string {
  return paint(styles[effect], effect.padEnd(width));
}

function detail(what: string, text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : [`  ${' '.repeat(width)}    ${what}: ${printable(text)}`];
}
