import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
  ])('is as it should be when it %s', async (_, text) => {
    writeFileSync(file, text);

    await expect(requireWhole(stack)).resolves.toBeUndefined();
    setAsideCutOff(stack);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('need not be there', async () => {
    await expect(requireWhole(stack)).resolves.toBeUndefined();
    expect(() => setAsideCutOff(stack)).not.toThrow();
  });

  test.each([1, 20, STATE.length - 2])(
    'is told when only %i bytes of it were written, with the one before it',
    async (bytes) => {
      leave(STATE.slice(0, bytes));
      writeFileSync(backup, STATE);

      await expect(requireWhole(stack)).rejects.toThrow(
        `the state in '${file}' was written in part only (${bytes} bytes, no whole JSON), because a run was killed or a disk was full; ` +
          `nothing was begun; put back a copy of it, or what it was before the last change, by: mv ${file} ${file}.broken && cp ${backup} ${file}; ` +
          'what was made since is then adopted or removed by: rabbitmq-cdk heal shop',
      );
    },
  );

  test('is told when nothing of it is left where there was one', async () => {
    leave('');
    writeFileSync(backup, STATE);

    await expect(requireWhole(stack)).rejects.toThrow(/written in part only \(0 bytes, .* cp \S+\.backup /);
  });

  test.each([
    ['none before it', undefined],
    ['the one before it is cut off too', '{"version"'],
  ])('is told without a copy when there is %s', async (_, before) => {
    leave('{"version": 4,');
    if (before !== undefined) writeFileSync(backup, before);

    await expect(requireWhole(stack)).rejects.toThrow(
      `put back a copy of it, or begin without one, by: mv ${file} ${file}.broken; what exists is then adopted or removed by: rabbitmq-cdk heal shop`,
    );
  });

  test('gives way to what an apply could not save, which is newer', async () => {
    leave('{"version": 4,');
    writeFileSync(join(stack, 'errored.tfstate'), STATE);

    await expect(requireWhole(stack)).rejects.toThrow(/could not save the state.*rabbitmq-cdk heal shop$/);
    setAsideCutOff(stack);
    expect([existsSync(file), readFileSync(`${file}.broken`, 'utf8')]).toEqual([false, '{"version": 4,']);
    await expect(requireWhole(stack)).resolves.toBeUndefined();
  });

  test('is not looked for where the state is kept elsewhere', async () => {
    keptIn({ s3: { bucket: 'states' } });
    writeFileSync(file, '{');

    await expect(requireWhole(stack)).resolves.toBeUndefined();
  });

  test('is waited for while another run writes it', async () => {
    writeFileSync(file, STATE.slice(0, 20));
    writeFileSync(backup, STATE);
    const waiting = requireWhole(stack);
    setTimeout(() => writeFileSync(file, STATE), 300);

    await expect(waiting).resolves.toBeUndefined();
  });

  /** Writes what a run has left a minute ago. */
  function leave(text: string): void {
    writeFileSync(file, text);
    const then = new Date(Date.now() - 60_000);
    utimesSync(file, then, then);
  }

  function keptIn(backend: object): void {
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
  }
});
