import { execFileSync } from 'node:child_process';
import { fc } from '../random';
import { shellCommand, shellWord } from '../../host/shell-word';

test('a command shows names as they are where a shell takes them so', () => {
  expect(shellCommand('rabbitmq-cdk', 'deploy', 'single-node', '--node', 'rabbit@host.example')).toBe(
    'rabbitmq-cdk deploy single-node --node rabbit@host.example',
  );
});

test.each([
  ['a b', `'a b'`],
  ['$(reboot)', `'$(reboot)'`],
  [`it's`, `'it'\\''s'`],
  ['', `''`],
])('%j is quoted', (text, quoted) => {
  expect(shellWord(text)).toBe(quoted);
});

test('a shell reads every word as it was meant', () => {
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const read = execFileSync('sh', ['-c', `printf '%s\\0' ${shellCommand(...words)}`]).toString();
      expect(read.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 40 },
  );
});
