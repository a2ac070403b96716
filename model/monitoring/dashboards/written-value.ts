import type { Unit } from './panel';

/** A value of a panel as people read it. */
export function writtenValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
    case 'Bps':
      return `${grouped(value / 1024 ** 2)} MiB${unit === 'Bps' ? '/s' : ''}`;
    case 'mps':
    case 'ops':
      return `${grouped(value)}/s`;
    case 'percentunit':
      return `${grouped(value * 100)} %`;
    case 's':
      return Math.abs(value) < 1 ? `${grouped(value * 1_000)} ms` : `${grouped(value)} s`;
    case 'bool_yes_no':
      return value === 0 ? 'no' : 'yes';
    case 'suffix:×':
      return `${grouped(value)} ×`;
    default:
      return grouped(value);
  }
}

function grouped(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en');
}
