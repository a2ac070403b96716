import { escapePattern } from './exact-pattern';

/** How names are written into one pattern. */
export interface TrieOptions {
  /**
   * Whether what may follow several characters is written once for all of them, and runs of characters as a range. It is
   * shorter, but another name may make it shorter still; without, a name more never makes a pattern shorter.
   */
  readonly merged: boolean;
}

/**
 * The shortest pattern of those that write common beginnings and ends of names once; a part of a whole pattern, without
 * its anchors. For `tenant-1.in`, `tenant-2.in`, … an end is common, for `in.tenant-1`, … a beginning, and for
 * `tenant-1.in`, `tenant-1.out`, … several ends are.
 * @param names - at least one
 * @returns undefined when every one is nested more deeply than PCRE takes
 */
export function compressNames(names: readonly string[], options: TrieOptions): string | undefined {
  const patterns = endings.flatMap((endOf) => byEnding(names, endOf, options) ?? []);
  return patterns.sort((one, other) => Buffer.byteLength(one) - Buffer.byteLength(other))[0];
}

/** How deeply groups are nested at most: PCRE takes 250. */
const MOST_NESTED = 200;

/** What may be common to the ends of many names, as each name has it alone: so that another name changes nothing of it. */
const endings: readonly ((name: string) => string)[] = [
  () => '',
  (name) => (/\d/.test(name) ? name.slice(name.search(/\D*$/)) : ''),
  (name) => /[-._:/ ][^-._:/ ]*$/.exec(name)?.[0] ?? '',
];

function byEnding(names: readonly string[], endOf: (name: string) => string, options: TrieOptions): string | undefined {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const end = endOf(name);
    const group = groups.get(end);
    if (group === undefined) groups.set(end, [name]);
    else group.push(name);
  }
  const written = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => write(group, options));
  if (written.some(({ nested }) => nested > MOST_NESTED)) return undefined;
  const texts = written.map(({ text }) => text);
  return texts.length === 1 ? texts[0] : `(${texts.join('|')})`;
}

/** A part of a pattern, and how deeply groups are nested in it. */
interface Written {
  readonly text: string;
  readonly nested: number;
}

function write(names: readonly string[], options: TrieOptions): Written {
  // Whole characters, whatever they take in UTF-16.
  const all = names.map((name) => [...name]);
  const common = commonEnd(all);
  const root = newTrie();
  for (const characters of all) insert(root, characters.slice(0, characters.length - common));
  const { text, nested } = render(root, options);
  const [first = []] = all;
  return { text: text + escapePattern(first.slice(first.length - common).join('')), nested };
}

function commonEnd(all: readonly (readonly string[])[]): number {
  const [first = []] = all;
  return all.reduce((least, characters) => {
    let count = 0;
    while (count < least && characters.at(-1 - count) === first.at(-1 - count)) count += 1;
    return count;
  }, first.length);
}

/** The characters that may come next, and whether a name may end here. */
interface Trie {
  readonly next: Map<string, Trie>;
  ends: boolean;
}

function newTrie(): Trie {
  return { next: new Map(), ends: false };
}

function insert(root: Trie, characters: readonly string[]): void {
  let node = root;
  for (const character of characters) {
    const next = node.next.get(character) ?? newTrie();
    node.next.set(character, next);
    node = next;
  }
  node.ends = true;
}

function render({ next, ends }: Trie, options: TrieOptions): Written {
  if (next.size === 0) return { text: '', nested: 0 };
  const ways = new Map<string, { readonly characters: string[]; readonly rest: Written }>();
  for (const [character, trie] of next) {
    const rest = render(trie, options);
    // A class holds bytes, and only characters of ASCII are one.
    const isShared = character < '\u0080' && (options.merged || rest.text === '');
    const key = isShared ? ` ${rest.text}` : `${character}${rest.text}`;
    const way = ways.get(key);
    if (way === undefined) ways.set(key, { characters: [character], rest });
    else way.characters.push(character);
  }
  const alternatives = [...ways.values()]
    .map(({ characters, rest }) => oneOf(characters.sort(), options) + rest.text)
    .sort();
  const [only] = ways.values();
  const nested = Math.max(...[...ways.values()].map(({ rest }) => rest.nested));
  const isOne = alternatives.length === 1;
  // What can be followed by a question mark as it is.
  const isAtom = isOne && only?.rest.text === '' && (only.characters[0] ?? '') < '\u0080';
  const needsGroup = !isOne || (ends && !isAtom);
  const text = needsGroup ? `(${alternatives.join('|')})` : alternatives.join('');
  return { text: ends ? `${text}?` : text, nested: needsGroup ? nested + 1 : nested };
}

/** One of the characters; several are of ASCII. */
function oneOf(characters: readonly string[], { merged }: TrieOptions): string {
  const [first = '', ...others] = characters;
  if (others.length === 0) return escapePattern(first);
  return `[${merged ? ranges(characters) : characters.map(inClass).join('')}]`;
}

function ranges(characters: readonly string[]): string {
  const runs: string[][] = [];
  for (const character of characters) {
    const run = runs.at(-1);
    const follows = run?.at(-1)?.charCodeAt(0) === character.charCodeAt(0) - 1;
    // People read a range of letters or digits, and of nothing else.
    if (follows && /[0-9A-Za-z]/.test(character)) run?.push(character);
    else runs.push([character]);
  }
  return runs
    .map((run) => (run.length > 3 ? `${inClass(run[0])}-${inClass(run.at(-1))}` : run.map(inClass).join('')))
    .join('');
}

function inClass(character = ''): string {
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character;
}
