import { readPattern } from '../../../model/pattern/pattern';

const version = { major: 4, minor: 0, patch: 5 };
const newest = { major: 4, minor: 3, patch: 6 };

const deep = '('.repeat(300) + ')'.repeat(300);
const huge = '(?:(?:[a-c]{10}d){100}){100}';

const matches = (pattern: string, name: string) => readPattern(pattern, version).matches(name);

describe('a pattern', () => {
  test.each([
    ['', 'anything', true],
    ['a', 'bab', true],
    ['^a', 'bab', false],
    ['^orders\\.', 'orders.eu', true],
    ['^(orders|invoices)$', 'invoices', true],
    ['^(orders|invoices)$', 'my-invoices', false],
    ['^(orders|invoices)$', 'invoices\n', true],
    ['(orders|invoices)\\z', 'invoices\n', false],
    ['.*', '', true],
    ['\\.retry$', 'orders.retry', true],
    ['\\.retry$', 'orders.retry\n', true],
    ['\\.retry$', 'orders.retry\n\n', false],
    ['\\.retry\\z', 'orders.retry\n', false],
    ['\\.retry\\z', 'orders.retry', true],
    ['\\n$', 'orders\n', true],
    ['[a-y]z$', 'orderz', true],
    ['[a-y]z$', 'orderx', false],
  ])('%j is searched for anywhere in a name: %j gives %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  test.each([
    ['(?i)^ORDERS', 'orders', true],
    ['^(?i:o)rders', 'Orders', true],
    ['^(?i:o)rders', 'ORDERS', false],
    ['a(?i)b|c', 'C', true],
    ['^a++b', 'aaab', true],
    ['^a*+a', 'aaa', false],
    ['^(?>a|ab)c', 'abc', false],
    ['^[[:alpha:]]+$', 'orders', true],
    ['^[[:^digit:]]+$', 'order1', false],
    ['^\\Qa.b\\E$', 'a.b', true],
    ['^\\Qa.b\\E$', 'axb', false],
    ['(?P<kind>order)s', 'orders', true],
    ['^(?!amq\\.).*', 'amq.topic', false],
    ['^(?!amq\\.).*', 'orders', true],
    ['(?<=a|bc)d', 'bcd', true],
    ['\\h', 'a b', true],
    ['^a{,2}$', 'a{,2}', true],
    ['^a\\Z', 'a\n', true],
    ['(?m)^b', 'a\nb', true],
    ['^.$', '\r', true],
  ])('%j is read as PCRE, not as JavaScript: %j gives %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  test.each([
    ['^.$', 'é', false],
    ['^..$', 'é', true],
    // 'Ã', the first byte of 'é' in ISO 8859-1, is a letter; '©', the second, is none.
    ['^\\w\\W$', 'é', true],
    ['^[é]+$', 'é', true],
    ['(?i)^É$', 'é', false],
  ])('%j is searched for in bytes: %j gives %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  test.each([
    ['(', 'missing )'],
    [')', 'unmatched parentheses'],
    ['*', 'nothing to repeat'],
    ['a**', 'nothing to repeat'],
    ['^*', 'nothing to repeat'],
    ['[a', 'missing terminating ] for character class'],
    ['[z-a]', 'range out of order in character class'],
    ['[a-\\d]', 'invalid range in character class'],
    ['[[:foo:]]', "unknown POSIX class name 'foo'"],
    ['a{2,1}', 'numbers out of order in {} quantifier'],
    ['a{0,65536}', 'number too big in {} quantifier'],
    ['\\u0041', 'PCRE does not support \\L, \\l, \\U or \\u'],
    ['(?<=a+)b', 'lookbehind assertion is not fixed length'],
    ['(a)\\2', 'reference to non-existent subpattern'],
    ['\\x{100}', 'character value in \\x{} or \\o{} is too large'],
    ['(?<n>a)(?<n>b)', 'two named subpatterns have the same name'],
    ['a\\', '\\ at end of pattern'],
    ['\\g{9}', 'reference to non-existent subpattern'],
    ['\\k<n>', 'reference to non-existent subpattern'],
    ['\\gn', 'a group reference is malformed'],
    ['\\o{9}', "the escape '\\o' is malformed"],
    ['\\pq', "the escape '\\p' is malformed"],
    ['\\N{U+41}', "the escape '\\N' is malformed"],
    ['\\x{zz}', "the escape '\\x{' is malformed"],
    ['[\\N]', "'\\N' is not supported in a class"],
    ['[\\E]', 'missing terminating ] for character class'],
    ['a(*UTF)', '(*VERB) not recognized or malformed'],
  ])('%j is refused', (pattern, reason) => {
    const { fault } = readPattern(pattern, version);

    expect(fault).toEqual({ kind: 'refused', reason });
  });

  // What 4.3.6 on OTP 29 takes, and 4.0.5 on OTP 27 refuses.
  test.each(['(?^)a', '(?n)(a)', '(*pla:a)b', '(?<=a{1,3})d', '(?*a)b'])(
    '%j is refused by servers on the old engine alone',
    (pattern) => {
      expect(readPattern(pattern, version).fault?.kind).toBe('refused');
      expect(readPattern(pattern, newest).fault).toEqual({
        kind: 'unknown',
        reason: expect.stringContaining('only servers on Erlang/OTP 28 or later accept it'),
      });
    },
  );

  test.each(['^a{,2}$', '^{,3}', 'a{ 1,2 }'])('%j is a quantifier to the new engine alone', (pattern) => {
    expect(readPattern(pattern, version).fault).toBeUndefined();
    expect(readPattern(pattern, newest).fault?.kind).toBe('unknown');
  });

  test.each([
    ['a back reference', '(a)\\1'],
    ['a Unicode property', '\\p{Lu}'],
    ['an option', '(?x) a'],
    ['a condition', '(?(?=a)b|c)'],
    ['a verb', '(*UTF8)a'],
    ['invalid escape sequence', '\\y'],
    ['an escape without digits', '\\x'],
    ['the edge of a word', '[[:<:]]'],
    ['a NUL', '\0'],
    ['deep groups', deep],
    ['many letters', 'a'.repeat(40_000)],
    ['repetitions of repetitions', huge],
  ])('with %s, which could be read in several ways, is not guessed at', (_, pattern) => {
    const read = readPattern(pattern, version);

    expect(read.fault?.kind).toBe('unknown');
    expect(read.matches('a')).toBeUndefined();
  });

  test.each([
    [
      { minor: 2, patch: 7 },
      { minor: 2, patch: 8 },
    ],
    [
      { minor: 3, patch: 1 },
      { minor: 3, patch: 2 },
    ],
  ])('has, after 4.%j, at most 1,024 bytes', (before, since) => {
    const long = 'é'.repeat(513);

    expect(readPattern(long, { major: 4, ...before }).fault).toBeUndefined();
    expect(readPattern(long, { major: 4, ...since }).fault).toEqual({
      kind: 'refused',
      reason: 'it has 1026 bytes; the maximum is 1024',
    });
  });

  test('that would backtrack without end is sure not to match, and not sure to match', () => {
    const pattern = readPattern('^(a+)+$', version);

    expect(pattern.matches('aaaa')).toBe(true);
    expect(pattern.matches('a'.repeat(200) + 'b')).toBe(false);
    expect(pattern.matches('a'.repeat(200))).toBeUndefined();
  });

  test('of usual shape is searched even in the longest names', () => {
    expect(matches('^app\\..*\\.eu$', `app.${'x'.repeat(248)}.eu`)).toBe(true);
  });
});
