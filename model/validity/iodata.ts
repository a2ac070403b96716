import type { Json } from '../topology/topology';

/** The bytes that Erlang makes of a list of strings, bytes and such lists (its iodata); undefined when it is none. */
export function iodataBytes(value: Json | undefined): Buffer | undefined {
  if (!Array.isArray(value)) return undefined;
  const chunks: Buffer[] = [];
  // A file may be nested deeper than calls can be.
  const open: Json[] = (value as readonly Json[]).toReversed();
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (Array.isArray(part)) for (const inner of (part as readonly Json[]).toReversed()) open.push(inner);
    else if (typeof part === 'string') chunks.push(Buffer.from(part, 'utf8'));
    else if (isByte(part)) chunks.push(Buffer.of(Number(part)));
    else return undefined;
  }
  return Buffer.concat(chunks);
}

function isByte(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}
