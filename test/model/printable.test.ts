import { printable, printableLines } from '../../model/printable';

describe('text of anybody', () => {
  test.each([
    ['an escape sequence', '\x1b[2Jgone', '\\u001b[2Jgone'],
    ['a line break', 'a\nverdict: nothing to report', 'a\\u000averdict: nothing to report'],
    ['a carriage return and a tab', 'a\r\tb', 'a\\u000d\\u0009b'],
    ['DEL', 'a\x7fb', 'a\\u007fb'],
    ['a C1 character, which some terminals take for an escape sequence', 'a\x9b2Jb', 'a\\u009b2Jb'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['marks that turn the direction of writing', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['half of a surrogate pair', 'a\ud800b', 'a\\ud800b'],
    ['tag characters, which nobody sees', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
    ['a command of GitHub Actions', '::error file=a::gone', '\\u003a:error file=a::gone'],
    ['a command after blanks', '  ::stop-commands::x', '  \\u003a:stop-commands::x'],
    ['an old command within a line', 'queue ##[add-mask]a', 'queue \\u0023#[add-mask]a'],
    ['a command of Azure Pipelines', 'a ##VSO[task.complete]', 'a \\u0023#VSO[task.complete]'],
  ])('steers nothing with %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test.each(['orders.eu', 'größe', '訂單', '👩‍👧', 'a::b', 'C:\\orders', '## orders', ''])(
    'stays as it is: %s',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  test('of JSON says the same', () => {
    const value = { 'a\x7f\\': '##[x] \x9b \u2028 \u{e0041} \ud800 \x00' };

    expect(JSON.parse(printableLines(JSON.stringify(value, null, 2)))).toEqual(value);
  });

  test('keeps line breaks where they are ours, and starts no command after one', () => {
    expect(printableLines('first\n::error::second\x07')).toBe('first\n\\u003a:error::second\\u0007');
  });
});
