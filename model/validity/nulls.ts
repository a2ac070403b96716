import type { Json } from '../topology/topology';

/** The paths at which arguments hold null, however deep: an import and the HTTP API take none (`null_not_allowed`, 4.0.5 and 4.3.6). */
export function nullsIn(value: Json | undefined, path: string): readonly string[] {
  // Nearly every argument is a plain value.
  if (value !== null && typeof value !== 'object') return [];
  const nulls: string[] = [];
  // A file may be nested deeper than calls can be.
  const open: [Json | undefined, string][] = [[value, path]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [part, place] = next;
    if (part === null) nulls.push(place);
    else if (typeof part === 'object')
      for (const [key, inner] of Object.entries(part))
        open.push([inner as Json, place.length > longest ? place : `${place}.${key}`]);
  }
  return nulls.reverse();
}

/** How long a path is told, in characters; what lies deeper is told of its ancestor. */
const longest = 200;
