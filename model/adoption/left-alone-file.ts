import type { FindingObject } from '../finding';
import { printable, printableMarkdown } from '../printable';
import type { LeftAlone } from './declarable';

/** An object as every report names it: `queue 'orders' in 'shop'`. */
export function objectLabel({ type, vhost, name }: FindingObject): string {
  return vhost === null || type === 'vhost' ? `${type} '${name}'` : `${type} '${name}' in '${vhost}'`;
}

/** Writes what stays on the broker in no declaration, for people. */
export function leftAloneFile(leftAlone: readonly LeftAlone[]): string {
  return [
    '# Left alone',
    '',
    'What the broker has and nothing here declares: it stays as it is.',
    '',
    '| object | why |',
    '| --- | --- |',
    ...leftAlone.map(
      ({ object, reason }) => `| ${printableMarkdown(objectLabel(object))} | ${printableMarkdown(reason)} |`,
    ),
    '',
  ].join('\n');
}

/** Writes the patterns by which a comparison passes over what is left alone. */
export function ignoreFile(leftAlone: readonly LeftAlone[]): string {
  return [
    '# What is left alone, one object a line; * stands for anything.',
    ...leftAlone.map(({ object }) => printable(objectLabel(object)).replaceAll(/[\\*]/g, '\\$&')),
    '',
  ].join('\n');
}
