import { PatternFault } from './syntax';

/**
 * What reads a pattern: PCRE 8.44 in Erlang's `re` up to OTP 27, PCRE2 10.47 from OTP 28 on. Servers before 4.2 run on the
 * former alone; later ones on either, so that what one of them alone takes, or what they read differently, is unknown.
 */
export type PatternEngine = 'pcre' | 'either';

interface Engine {
  readonly engine: PatternEngine;
}

/** Of what PCRE refuses, and PCRE2 takes. */
export function ofPcre2({ engine }: Engine, reason: string): PatternFault {
  return engine === 'pcre'
    ? new PatternFault('refused', reason)
    : new PatternFault('unknown', `${reason}: only servers on Erlang/OTP 28 or later accept it`);
}

/** Verbs that stand anywhere; others are options, which stand at the start of a pattern. */
const verbs = ['ACCEPT', 'COMMIT', 'F', 'FAIL', 'MARK', 'PRUNE', 'SKIP', 'THEN'];

/** Groups whose kind PCRE2 spells out; PCRE has none of them. */
const spelledGroups = [
  ...[
    'pla',
    'positive_lookahead',
    'nla',
    'negative_lookahead',
    'plb',
    'positive_lookbehind',
    'nlb',
    'negative_lookbehind',
  ],
  ...['napla', 'non_atomic_positive_lookahead', 'naplb', 'non_atomic_positive_lookbehind', 'atomic'],
  ...['sr', 'script_run', 'asr', 'atomic_script_run', 'scs', 'scan_substring'],
];

/**
 * Of `(*VERB)` or `(*group:`, which are not followed.
 * @param reading - the whole pattern
 */
export function verbFault(
  reading: Engine & { readonly text: string },
  verb: string | undefined,
  group: string | undefined,
): PatternFault {
  if (group !== undefined) {
    const reason = 'nothing to repeat';
    return spelledGroups.includes(group) ? ofPcre2(reading, reason) : new PatternFault('refused', reason);
  }
  // Options follow one another.
  const isOption = reading.text.startsWith('(*');
  if (verb !== undefined && !verbs.includes(verb) && !isOption) {
    return new PatternFault('refused', '(*VERB) not recognized or malformed');
  }
  return new PatternFault('unknown', 'it holds a verb, (*…)');
}
