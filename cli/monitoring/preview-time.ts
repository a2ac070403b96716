import { InvalidArgumentError } from 'commander';

const seconds = { m: 60, h: 3_600, d: 86_400 } as const;

/**
 * A time of graphs: `30m`, `6h`, `2d`.
 * @throws InvalidArgumentError when it is none
 */
export function previewTime(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined)
    throw new InvalidArgumentError("it must be minutes, hours or days such as '30m', '6h' or '2d'");
  return Number(count) * seconds[unit as keyof typeof seconds];
}
