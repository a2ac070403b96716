import { describeObject, inVhost } from '../../../model/finding';
import type { ReviewFinding } from '../finding';
import { count, list } from '../wording';
import { groupBy } from '../../../model/group-by';

/** Findings that say the same of several objects. */
export interface FindingGroup {
  /** One of them, which stands for all. */
  readonly first: ReviewFinding;
  readonly findings: readonly ReviewFinding[];
}

/** The findings with equal ones told once, in the order of the first of each. */
export function groupFindings(findings: readonly ReviewFinding[]): readonly FindingGroup[] {
  const groups = groupBy(findings, ({ effect, change, object, message, because, remedy }) =>
    JSON.stringify([effect, change, object.type, object.vhost, message, because, remedy]),
  );
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ first: group[0], findings: group }],
  );
}

/** `queue 'orders' in 'shop' is replaced: …`, or `queues 'a', 'b' and 7 more in 'shop': each is …` */
export function sentenceOf({ first, findings }: FindingGroup, most: number): string {
  const { object, message } = first;
  if (findings.length === 1) return `${describeObject(object)} ${message}`;
  const names = findings.map(({ object: { name } }) => name);
  return `${findings.length} × ${object.type} ${list(names, most)}${inVhost(object)}: each ${message}`;
}

/** `1,204 messages and 3 consumers now`; undefined when the broker was not asked. */
export function loadOf({ findings }: FindingGroup): string | undefined {
  const loads = findings.flatMap(({ now }) => now ?? []);
  if (loads.length === 0) return undefined;
  const messages = loads.reduce((sum, load) => sum + load.messages, 0);
  const consumers = loads.reduce((sum, load) => sum + load.consumers, 0);
  return `${count(messages, 'message')} and ${count(consumers, 'consumer')} now`;
}
