import { objectLabel } from '../../model/adoption/left-alone-file';
import type { ChangedSetting, ObjectDifference } from '../../model/comparison/compare';
import { show } from '../../model/finding';
import { printable, printableMarkdown } from '../../model/printable';
import type { Json } from '../../model/topology/topology';
import type { Side } from './side';

/** What a comparison came to. */
export interface DiffReport {
  readonly one: Pick<Side, 'name' | 'isDeclared'>;
  readonly other: Pick<Side, 'name' | 'isDeclared'>;
  readonly differences: readonly ObjectDifference[];
  /** How many differences a pattern passes over. */
  readonly ignored: number;
  readonly passing: number;
}

/** The report for people. */
export function diffText(report: DiffReport): string {
  const lines = sectionsOf(report).flatMap(({ title, sign, items }) =>
    items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  ${sign} ${item}`), ''],
  );
  return [...lines, summaryOf(report)].map((line) => `${printable(line)}\n`).join('');
}

/** The report for a comment or an issue. */
export function diffMarkdown(report: DiffReport): string {
  const lines = sectionsOf(report).flatMap(({ title, items }) =>
    items.length === 0
      ? []
      : [`**${printableMarkdown(title)}**`, '', ...items.map((item) => `- ${printableMarkdown(item)}`), ''],
  );
  return [`## RabbitMQ: ${printableMarkdown(summaryOf(report))}`, '', ...lines].join('\n');
}

/** The report for programs: secrets are left out. */
export function diffJson({ one, other, differences, ignored, passing }: DiffReport): object {
  return {
    one: one.name,
    other: other.name,
    differences: differences.map(({ object, difference, settings }) => ({
      difference,
      object,
      settings: settings.map((setting) => ({
        key: setting.key,
        one: valueOf(setting.key, setting.one),
        other: valueOf(setting.key, setting.other),
      })),
    })),
    ignored,
    passing,
  };
}

interface Section {
  readonly title: string;
  readonly sign: string;
  readonly items: readonly string[];
}

function sectionsOf({ one, other, differences }: DiffReport): readonly Section[] {
  const of = (difference: ObjectDifference['difference']) =>
    differences.filter((found) => found.difference === difference).map(lineOf);
  const only = (side: DiffReport['one'], counterpart: DiffReport['one']) => {
    if (side.isDeclared && !counterpart.isDeclared) return `only declared, missing on ${counterpart.name}`;
    return `only in ${side.name}${counterpart.isDeclared && !side.isDeclared ? ', and nobody declares it' : ''}`;
  };
  return [
    { title: only(one, other), sign: '-', items: of('only-in-one') },
    { title: only(other, one), sign: '+', items: of('only-in-other') },
    { title: `set otherwise: ${one.name} → ${other.name}`, sign: '~', items: of('changed') },
  ];
}

function lineOf({ object, settings }: ObjectDifference): string {
  const label = objectLabel(object);
  return settings.length === 0 ? label : `${label}: ${settings.map(settingText).join(', ')}`;
}

function settingText({ key, one, other }: ChangedSetting): string {
  return isSecret(key) ? `${key} differs` : `${key} ${valueText(one)} → ${valueText(other)}`;
}

function valueText(value: Json | undefined): string {
  return value === undefined ? 'none' : show(value);
}

/** A value for programs. */
function valueOf(key: string, value: Json | undefined): Json {
  if (value === undefined) return null;
  return isSecret(key) || show(value) === 'a URI with credentials' ? 'withheld' : value;
}

/** Hashes of passwords, passwords of parameters and URIs are told of, and never shown. */
function isSecret(key: string): boolean {
  return key.endsWith('uri') || /password|passphrase|secret/i.test(key);
}

function summaryOf({ one, other, differences, ignored, passing }: DiffReport): string {
  const count = differences.length;
  const said = count === 0 ? 'no difference' : `${count} ${count === 1 ? 'difference' : 'differences'}`;
  const aside = [
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(passing > 0 ? [`${passing} that applications make left out`] : []),
  ];
  return `${said} between ${one.name} and ${other.name}${aside.length === 0 ? '' : ` (${aside.join(', ')})`}`;
}
