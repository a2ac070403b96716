import { objectLabel } from '../../model/adoption/left-alone-file';
import type { NotRestored } from '../../model/backup/restoration';
import type { StableDefinitions } from '../../model/backup/stable-definitions';
import { sections, type Section } from '../../model/definitions/entry';
import { printable } from '../../model/printable';
import { diffJson, diffText, type DiffReport } from '../diff/report';
import { countsText } from './report';
import type { Restored, RestorePreview } from './restore';

/** Whom a restoration is between. */
export interface RestoreSides {
  readonly folder: string;
  /** Without credentials. */
  readonly url: string;
  readonly username: string;
}

/** What a restoration would do, for people. */
export function previewText(preview: RestorePreview, backup: StableDefinitions, sides: RestoreSides): string {
  const { steps, left, differences, serverVersion } = preview;
  const extra = differences.filter(({ difference }) => difference === 'only-in-one').length;
  const own = steps.some(({ section, elements }) => section === 'users' && elements.some(isOf(sides.username)));
  return (
    diffText(diffOf(preview, differences, sides)) +
    lines([
      ...(serverVersion === backup.serverVersion
        ? []
        : [`the backup is of RabbitMQ ${backup.serverVersion}, the broker is ${serverVersion}`]),
      ...(extra === 0
        ? []
        : [
            `${extra} that only the broker has ${extra === 1 ? 'stays' : 'stay'} as ${extra === 1 ? 'it is' : 'they are'}`,
          ]),
      ...listed('not restored:', left),
      ...(own
        ? [`user '${sides.username}', who restores, comes last, and is not verified: its password may be another then`]
        : []),
      steps.length === 0 ? 'nothing to restore' : `to restore: ${countsText(sentCounts(preview))}`,
    ])
  );
}

/** What a restoration came to, for people. */
export function restoredText({ refused, remaining }: Restored, preview: RestorePreview, sides: RestoreSides): string {
  const rest = diffText(diffOf(preview, remaining, sides));
  return (
    lines([
      `restored to ${sides.url}: ${countsText(sentCounts(preview))}`,
      ...listed('refused by the broker:', refused),
    ]) + (remaining.length === 0 ? lines(['verified: the broker has all that the backup has']) : rest)
  );
}

/** The same for programs. */
export function restoreJson(preview: RestorePreview, restored: Restored | undefined, sides: RestoreSides): object {
  const { differences } = diffJson(diffOf(preview, preview.differences, sides)) as { readonly differences: object };
  const after = diffJson(diffOf(preview, restored?.remaining ?? [], sides)) as { readonly differences: object };
  return {
    folder: sides.folder,
    broker: sides.url,
    serverVersion: preview.serverVersion,
    differences,
    counts: sentCounts(preview),
    notRestored: preview.left,
    restored: restored !== undefined,
    refused: restored?.refused ?? [],
    remaining: restored === undefined ? null : after.differences,
  };
}

function diffOf(
  { passing }: RestorePreview,
  differences: RestorePreview['differences'],
  { folder, url }: RestoreSides,
): DiffReport {
  return {
    one: { name: url, isDeclared: false },
    other: { name: `backup '${folder}'`, isDeclared: false },
    differences,
    ignored: 0,
    passing,
  };
}

function sentCounts({ steps }: RestorePreview): Readonly<Record<Section, number>> {
  const count = (section: Section) =>
    steps.filter((step) => step.section === section).reduce((sum, { elements }) => sum + elements.length, 0);
  return Object.fromEntries(sections.map((section) => [section, count(section)])) as Record<Section, number>;
}

function listed(title: string, all: readonly NotRestored[]): readonly string[] {
  return all.length === 0 ? [] : [title, ...all.map(({ object, reason }) => `  ! ${objectLabel(object)}: ${reason}`)];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${printable(line)}\n`).join('');
}

function isOf(username: string): (user: { readonly [key: string]: unknown }) => boolean {
  return ({ name }) => name === username;
}
