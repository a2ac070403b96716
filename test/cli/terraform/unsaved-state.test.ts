import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withChangedConfig } from '../../../cli/terraform/changed-config';
import {
  isOfSaving,
  keepPrintedState,
  reasonOfSaving,
  requireSaved,
  unsavedState,
} from '../../../cli/terraform/unsaved-state';

const STATE = '{"version":4,"serial":206,"resources":[{"attributes":{"size":12345678901234567890}}]}';
const PRINTED = `{"@level":"info","@message":"Emergency state dump","@module":"terraform.ui","state":${STATE},"type":"log"}`;

let stack: string;
beforeEach(() => {
  stack = join(mkdtempSync(join(tmpdir(), 'unsaved-')), 'shop');
  mkdirSync(stack);
  writeFileSync(join(stack, 'cdk.tf.json'), '{}');
});
afterEach(() => rmSync(join(stack, '..'), { recursive: true, force: true }));

test('a state that Terraform prints because it can write it nowhere is kept as it is printed', () => {
  keepPrintedState(stack, PRINTED);

  const file = unsavedState(stack) ?? '';
  expect(readFileSync(file, 'utf8')).toBe(STATE);
  expect(file).toBe(join(stack, 'errored.tfstate'));
});

test('one that does not go into the folder of the stack is kept in the temporary directory, for its user alone', () => {
  const gone = join(stack, '..', 'gone', 'shop');

  keepPrintedState(gone, PRINTED);

  const file = unsavedState(gone) ?? '';
  expect(file.startsWith(tmpdir())).toBe(true);
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([STATE, 0o600]);
  // Another stack is not meant by it.
  expect(unsavedState(stack)).toBeUndefined();
  rmSync(file);
});

test.each([
  '{"@message":"rabbitmq_queue.q: Creation complete","type":"apply_complete"}',
  'panic',
  PRINTED.slice(0, 150),
])('nothing else that is printed is kept: %s', (line) => {
  keepPrintedState(stack, line);

  expect(unsavedState(stack)).toBeUndefined();
  expect(() => requireSaved(stack)).not.toThrow();
});

test('a file in which nothing is, as a full disk leaves it, is no state', () => {
  writeFileSync(join(stack, 'errored.tfstate'), '');

  expect(unsavedState(stack)).toBeUndefined();
});

test('nothing is planned by an older state', () => {
  keepPrintedState(stack, PRINTED);

  expect(() => requireSaved(stack)).toThrow(
    `an earlier run could not save the state, and what it did is in '${join(stack, 'errored.tfstate')}' alone; put it back first: rabbitmq-cdk heal shop`,
  );
});

test('it outlives the folder of a step', async () => {
  await withChangedConfig(
    stack,
    (config) => config,
    async (folder) => writeFileSync(join(folder, 'errored.tfstate'), STATE),
  );

  expect(readFileSync(unsavedState(stack) ?? '', 'utf8')).toBe(STATE);
});

test('the errors that tell of it have one reason', () => {
  const detail =
    'Error saving state: Failed to write state: An error occured while writing the serialized state: write /s/x.tfstate: no space left on device.';

  expect(reasonOfSaving({ summary: 'Failed to save state', detail })).toBe(
    'write /s/x.tfstate: no space left on device',
  );
  expect(isOfSaving({ summary: 'Failed to persist state to backend', detail: '' })).toBe(true);
  expect(isOfSaving({ summary: 'Error acquiring the state lock', detail: '' })).toBe(false);
});
