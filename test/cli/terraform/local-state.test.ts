import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localState } from '../../../cli/terraform/local-state';

describe('a state that is kept in a file', () => {
  let directory: string;
  const state = JSON.stringify({ version: 4, lineage: 'a1b2', serial: 3, outputs: { url: { value: 'http://x' } } });
  const given = { ...process.env };

  beforeEach(() => {
    delete process.env['TF_WORKSPACE'];
    delete process.env['TF_DATA_DIR'];
    directory = mkdtempSync(join(tmpdir(), 'local-state-'));
    declare({ local: { path: join(directory, 'shop.tfstate') } });
    writeFileSync(join(directory, 'shop.tfstate'), state);
  });
  afterEach(() => {
    process.env = { ...given };
    rmSync(directory, { recursive: true });
  });

  test('is read without Terraform, before and after it was initialised', () => {
    expect(localState(directory)).toEqual({ text: state, outputs: { url: { value: 'http://x' } } });

    connect({ type: 'local', config: { path: join(directory, 'shop.tfstate'), workspace_dir: null } });

    expect(localState(directory)?.text).toBe(state);
  });

  test.each([
    ['there is no file', () => rmSync(join(directory, 'shop.tfstate'))],
    ['a lock has left an empty one', () => writeFileSync(join(directory, 'shop.tfstate'), '')],
  ])('is empty where %s', (_, prepare) => {
    prepare();

    expect(localState(directory)).toEqual({ text: '', outputs: {} });
  });

  test.each<[string, () => void]>([
    ['it is kept elsewhere', () => declare({ http: { address: 'http://127.0.0.1:1' } })],
    ['it was kept elsewhere at the last init', () => connect({ type: 'http', config: {} })],
    ['it was another file at the last init', () => connect({ type: 'local', config: { path: '/elsewhere' } })],
    ['it is of a workspace of the environment', () => (process.env['TF_WORKSPACE'] = 'staging')],
    ['it is of a workspace that was selected', () => selectWorkspace('.terraform')],
    [
      'it is of a workspace that was selected, in another data folder',
      () => {
        process.env['TF_DATA_DIR'] = 'data';
        selectWorkspace('data');
      },
    ],
    ['it is being written', () => writeFileSync(join(directory, 'shop.tfstate'), state.slice(0, 20))],
    ['what the last init has connected is cut off', () => connect('{"type": "lo')],
    [
      'OpenTofu has encrypted it',
      () =>
        writeFileSync(join(directory, 'shop.tfstate'), '{"serial":3,"encrypted_data":"x","encryption_version":"v0"}'),
    ],
  ])('is for Terraform to read where %s', (_, prepare) => {
    prepare();

    expect(localState(directory)).toBeUndefined();
  });

  function declare(backend: object): void {
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
  }

  function connect(backend: object | string): void {
    mkdirSync(join(directory, '.terraform'), { recursive: true });
    const content = typeof backend === 'string' ? backend : JSON.stringify({ version: 3, backend });
    writeFileSync(join(directory, '.terraform/terraform.tfstate'), content);
  }

  function selectWorkspace(folder: string): void {
    mkdirSync(join(directory, folder));
    writeFileSync(join(directory, folder, 'environment'), 'staging\n');
  }
});
