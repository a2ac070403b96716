import type { PatternNode, Place } from './syntax';

/**
 * Searches texts for a pattern in time that grows with their length alone, whatever the pattern: a finite automaton whose
 * states are made when a text first needs them. Whether there is a match does not depend on the order in which PCRE tries
 * things, as long as nothing looks around and nothing keeps what it has.
 */
export interface Automaton {
  /** Whether the pattern is found in a text, one character a byte. */
  finds(bytes: string): boolean;
}

/**
 * Makes the automaton of a pattern.
 * @returns undefined for a pattern that is no regular expression in the narrow sense, or would take too many states
 */
export function automatonOf(node: PatternNode): Automaton | undefined {
  const program = new Program();
  try {
    program.start = program.add(node, program.accept);
  } catch (error) {
    if (error instanceof NoAutomaton) return undefined;
    throw error;
  }
  return new LazyAutomaton(program);
}

/** A step: bytes that lead on, a place that must be here, or ways that part. */
type Step =
  | { readonly kind: 'accept' }
  | { readonly kind: 'byte'; readonly set: readonly boolean[]; readonly next: number }
  | { readonly kind: 'at'; readonly place: Place; readonly next: number }
  | { readonly kind: 'split'; readonly next: number[] };

const mostSteps = 2_000;

class NoAutomaton extends Error {
  override readonly name = 'NoAutomaton';
}

/** A pattern as steps that lead to each other (Thompson's construction). */
class Program {
  readonly steps: Step[] = [{ kind: 'accept' }];
  readonly accept = 0;
  start = 0;

  /** Adds a node before the step `next`, and returns its first step. */
  add(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'byte':
        return this.push({ kind: 'byte', set: node.set, next });
      case 'at':
        if (!places.has(node.place)) throw new NoAutomaton();
        return this.push({ kind: 'at', place: node.place, next });
      case 'sequence':
        return node.nodes.reduceRight((following, part) => this.add(part, following), next);
      case 'either':
        return this.push({ kind: 'split', next: node.nodes.map((part) => this.add(part, next)) });
      case 'repeat':
        return this.repeat(node, next);
      case 'atomic':
      case 'look':
        throw new NoAutomaton();
    }
  }

  private repeat(node: PatternNode & { readonly kind: 'repeat' }, next: number): number {
    const { min, max } = node;
    if (node.possessive || min > mostSteps || (max !== Infinity && max > mostSteps)) throw new NoAutomaton();
    let following = next;
    if (max === Infinity) {
      const ways = [next];
      following = this.push({ kind: 'split', next: ways });
      ways.unshift(this.add(node.node, following));
    } else {
      for (let count = min; count < max; count += 1) {
        following = this.push({ kind: 'split', next: [this.add(node.node, following), next] });
      }
    }
    for (let count = 0; count < min; count += 1) following = this.add(node.node, following);
    return following;
  }

  private push(step: Step): number {
    if (this.steps.length >= mostSteps) throw new NoAutomaton();
    return this.steps.push(step) - 1;
  }
}

/** The places that depend on the ends of the text alone. */
const places: ReadonlySet<Place> = new Set(['start', 'end', 'end-or-last-newline']);

/** What has been reached: steps that wait for a byte or for the text's end, and whether the pattern is found. */
interface State {
  readonly steps: readonly number[];
  readonly found: boolean;
  /** By class of bytes. */
  readonly next: (State | undefined)[];
  /** Whether the pattern is found if the text ends here, as far as that is known. */
  foundAtEnd?: boolean;
}

const mostStates = 2_000;
const newline = 10;

class LazyAutomaton implements Automaton {
  private readonly classes: Uint8Array;
  /** A byte of each class. */
  private readonly examples: readonly number[];
  private states = new Map<string, State>();
  private readonly first: State;
  /** What every place in the text may be the start of. */
  private readonly anew: readonly number[];

  constructor(private readonly program: Program) {
    [this.classes, this.examples] = classesOf(program.steps);
    this.anew = this.reach([program.start], []).steps;
    this.first = this.reach([program.start], ['start']);
  }

  finds(bytes: string): boolean {
    const endsWithBreak = bytes.charCodeAt(bytes.length - 1) === newline;
    const last = endsWithBreak ? bytes.length - 1 : bytes.length;
    let state = this.first;
    for (let at = 0; at < last; at += 1) {
      if (state.found) return true;
      state = this.after(state, this.classes[bytes.charCodeAt(at)] ?? 0);
    }
    if (state.found) return true;
    const start: readonly Place[] = last === 0 ? ['start'] : [];
    if (!endsWithBreak) {
      state.foundAtEnd ??= this.reach(state.steps, [...start, 'end', 'end-or-last-newline']).found;
      return state.foundAtEnd;
    }
    const before = this.reach(state.steps, [...start, 'end-or-last-newline']);
    if (before.found) return true;
    return this.reach(this.move(before.steps, newline), ['end', 'end-or-last-newline']).found;
  }

  private after(state: State, byteClass: number): State {
    const known = state.next[byteClass];
    if (known !== undefined) return known;
    const next = this.reach(this.move(state.steps, this.examples[byteClass] ?? 0), []);
    const key = `${next.found} ${next.steps.join(' ')}`;
    const same = this.states.get(key) ?? next;
    // States that are dropped are made again when they are needed.
    if (this.states.size >= mostStates) this.forget();
    else state.next[byteClass] = same;
    this.states.set(key, same);
    return same;
  }

  private forget(): void {
    for (const state of [this.first, ...this.states.values()]) state.next.length = 0;
    this.states = new Map();
  }

  /** The steps after a byte, and those with which the pattern may begin there. */
  private move(steps: readonly number[], byte: number): readonly number[] {
    const next = steps.flatMap((at) => {
      const step = this.program.steps[at];
      return step?.kind === 'byte' && step.set[byte] === true ? [step.next] : [];
    });
    return [...next, ...this.anew];
  }

  /** What is reached from steps without a byte, where the text has these places. */
  private reach(from: readonly number[], here: readonly Place[]): State {
    const reached = new Set<number>();
    const open = [...from];
    let found = false;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const step = this.program.steps[at];
      if (step?.kind === 'accept') found = true;
      else if (step?.kind === 'split') open.push(...step.next);
      else if (step?.kind === 'at' && here.includes(step.place)) open.push(step.next);
    }
    const waits = (at: number) => {
      const kind = this.program.steps[at]?.kind;
      return kind === 'byte' || kind === 'at';
    };
    return { steps: [...reached].filter(waits).sort((one, other) => one - other), found, next: [] };
  }
}

/** Bytes that no step tells apart are one class. */
function classesOf(steps: readonly Step[]): [Uint8Array, readonly number[]] {
  const sets = [...new Set(steps.flatMap((step) => (step.kind === 'byte' ? [step.set] : [])))];
  const classes = new Uint8Array(256);
  const examples: number[] = [];
  const known = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const key = sets.map((set) => (set[byte] === true ? '1' : '0')).join('');
    const found = known.get(key) ?? examples.push(byte) - 1;
    known.set(key, found);
    classes[byte] = found;
  }
  return [classes, examples];
}
