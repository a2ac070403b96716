import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireWhole, setAsideCutOff } from '../../../cli/terraform/cut-off-state';

const STATE = '{\n  "version": 4,\n  "serial": 7,\n  "resources": []\n}\n';

describe('the file of a state', () => {
  const root = mkdtempSync(join(tmpdir(), 'cut-off-'));
  const stack = join(root, 'shop');
  const file = join(root, 'terraform.shop.tfstate');
  const backup = `${file}.backup`;

  beforeEach(() => {
    mkdirSync(stack, { recursive: true });
    keptIn({ local: { path: file } });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ['is there as a whole', STATE],
    ['is empty, as a lock leaves it before the first apply', ''],
  ])('is as it should be when it %s', (_, text) => {
    writeFileSync(file, text);

    expect(() => requireWhole(stack)).not.toThrow();
    setAsideCutOff(stack);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('need not be there', () => {
    expect(() => requireWhole(stack)).not.toThrow();
    expect(() => setAsideCutOff(stack)).not.toThrow();
  });

  test.each([1, 20, STATE.length - 2])(
    'is told when only %i bytes of it were written, with the one before it',
    (bytes) => {
      writeFileSync(file, STATE.slice(0, bytes));
      writeFileSync(backup, STATE);

      expect(() => requireWhole(stack)).toThrow(
        `the state in '${file}' was written in part only (${bytes} bytes, no whole JSON), because a run was killed or a disk was full; ` +
          `nothing was begun; put back a copy of it, or what it was before the last change, by: mv ${file} ${file}.broken && cp ${backup} ${file}; ` +
          'what was made since is then adopted or removed by: rabbitmq-cdk heal shop',
      );
    },
  );

  test('is told when nothing of it is left where there was one', () => {
    writeFileSync(file, '');
    writeFileSync(backup, STATE);

    expect(() => requireWhole(stack)).toThrow(/written in part only \(0 bytes, .* cp \S+\.backup /);
  });

  test.each([
    ['none before it', undefined],
    ['the one before it is cut off too', '{"version"'],
  ])('is told without a copy when there is %s', (_, before) => {
    writeFileSync(file, '{"version": 4,');
    if (before !== undefined) writeFileSync(backup, before);

    expect(() => requireWhole(stack)).toThrow(
      `put back a copy of it, or begin without one, by: mv ${file} ${file}.broken; what exists is then adopted or removed by: rabbitmq-cdk heal shop`,
    );
  });

  test('gives way to what an apply could not save, which is newer', () => {
    writeFileSync(file, '{"version": 4,');
    writeFileSync(join(stack, 'errored.tfstate'), STATE);

    expect(() => requireWhole(stack)).toThrow(/could not save the state.*rabbitmq-cdk heal shop$/);
    setAsideCutOff(stack);
    expect([existsSync(file), readFileSync(`${file}.broken`, 'utf8')]).toEqual([false, '{"version": 4,']);
    expect(() => requireWhole(stack)).not.toThrow();
  });

  test('is not looked for where the state is kept elsewhere', () => {
    keptIn({ s3: { bucket: 'states' } });
    writeFileSync(file, '{');

    expect(() => requireWhole(stack)).not.toThrow();
  });

  function keptIn(backend: object): void {
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
  }
});
