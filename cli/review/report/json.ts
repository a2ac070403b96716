import { pageLink } from '../../program/page-link';
import { printableJson } from '../../../model/printable';
import { verdictOf, type StackReview } from '../stack-review';

/** What the JSON of a review looks like. */
export const jsonShape =
  '{verdict: data | availability | access | restart | online | nothing | unknown, stacks: [{stack, verdict, failure, caveats: [{kind, ' +
  'message}], findings: [{effect, change, link, object: {type, vhost, name}, at, message, because, remedy, now: {messages, ' +
  'consumers}}], moved: [{from, to}], imported: [{id, to}]}]}; what is not known is null';

/** A review for programs. */
export function asJson(reviews: readonly StackReview[]): string {
  const json = {
    verdict: verdictOf(reviews),
    stacks: reviews.map((review) => ({
      stack: review.stack,
      verdict: verdictOf([review]),
      failure: review.failure ?? null,
      caveats: review.caveats,
      findings: review.findings.map(({ effect, change, object, at, message, because, remedy, now }) => ({
        effect,
        change,
        link: pageLink(`changes#${change}`),
        object,
        at,
        message,
        because: because ?? null,
        remedy: remedy ?? null,
        now: now === undefined ? null : { messages: now.messages, consumers: now.consumers },
      })),
      moved: review.moved,
      imported: review.imported,
    })),
  };
  return `${printableJson(json)}\n`;
}
