import type { Unit } from '../model/monitoring/dashboards/panel';
import { writtenValue } from '../model/monitoring/dashboards/written-value';

/** A series of a chart. */
export interface Line {
  readonly name: string;
  /** Seconds since the chart begins, and the value then; in order. */
  readonly points: readonly (readonly [number, number])[];
}

/** What a chart shows. */
export interface Chart {
  readonly title: string;
  /** What its numbers count, as panels say it. */
  readonly unit: Unit;
  readonly lines: readonly Line[];
}

const size = { width: 640, height: 220, left: 64, right: 16, top: 32, legendRow: 16 } as const;
/** Told apart also by who cannot tell red from green. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/** The chart as the text of an SVG file; of more lines than six, those that end highest. */
export function svgChart({ title, unit, lines }: Chart): string {
  const shown = [...lines].sort((one, other) => lastOf(other) - lastOf(one)).slice(0, colours.length);
  const end = Math.max(1, ...shown.flatMap(({ points }) => points.map(([at]) => at)));
  const highest = Math.max(0, ...shown.flatMap(({ points }) => points.map(([, value]) => value)));
  const step = niceStep(highest / 4);
  const top = Math.max(step, Math.ceil(highest / step) * step);
  const bottom = size.height - 24;
  const x = (at: number) => round(size.left + (at / end) * (size.width - size.left - size.right));
  const y = (value: number) => round(bottom - (value / top) * (bottom - size.top));
  const height = size.height + shown.length * size.legendRow + 6;
  const steps = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const minutes = Array.from({ length: Math.floor(end / 30) + 1 }, (_, index) => index * 30);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${size.width}" height="${height}" fill="#fff"/>`,
    text(size.left, 18, title, 'font-size="13" font-weight="bold"'),
    ...steps.flatMap((value) => [
      `<path d="M${size.left} ${y(value)}H${size.width - size.right}" stroke="#ddd"/>`,
      text(size.left - 6, y(value) + 4, writtenValue(value, unit), 'text-anchor="end"'),
    ]),
    ...minutes.map((at) => text(x(at), bottom + 16, clock(at), 'text-anchor="middle"')),
    ...shown.flatMap(({ name, points }, index) => [
      `<path fill="none" stroke="${colours[index]}" stroke-width="1.5" d="M${points.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}"/>`,
      `<rect x="${size.left}" y="${size.height + index * size.legendRow + 2}" width="10" height="10" fill="${colours[index]}"/>`,
      text(size.left + 16, size.height + index * size.legendRow + 11, name),
    ]),
    '</svg>',
    '',
  ].join('\n');
}

function lastOf({ points }: Line): number {
  return points.at(-1)?.[1] ?? 0;
}

/** 1, 2 or 5 of a power of ten, not less than the given. */
function niceStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${x}" y="${y}"${more && ` ${more}`} fill="#333">${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
