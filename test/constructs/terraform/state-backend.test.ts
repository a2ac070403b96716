import { TerraformOutput, TerraformStack } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { keepStates } from '../../../constructs/terraform/state-backend';
import { synth, testApp } from '../../harness';

describe('the state of every stack', () => {
  test.each([
    [
      { type: 's3', bucket: 'states', region: 'eu-central-1' },
      { bucket: 'states', region: 'eu-central-1', key: 'shop.tfstate', encrypt: true, use_lockfile: true },
    ],
    [
      { type: 'http', address: 'https://state.example.com/{stack}' },
      {
        address: 'https://state.example.com/shop',
        lock_address: 'https://state.example.com/shop',
        unlock_address: 'https://state.example.com/shop',
      },
    ],
    [{ type: 'pg' }, { schema_name: 'terraform_shop' }],
    [
      { type: 'kubernetes', namespace: 'states' },
      { secret_suffix: 'shop', namespace: 'states' },
    ],
  ])('is kept by %j, locked while it is written', (given, expected) => {
    const stack = new TerraformStack(testApp(), 'shop');

    keepStates(stack.node.root, given);

    expect(synth(stack)['terraform']).toMatchObject({ backend: { [given.type]: expected } });
  });

  test('is configured by JSON too, as an environment variable holds it', () => {
    const stack = new TerraformStack(testApp(), 'shop');

    keepStates(stack.node.root, '{"type":"pg"}');

    expect(synth(stack)['terraform']).toHaveProperty('backend.pg');
  });

  test('stays in local files when nothing is said', () => {
    const stack = new TerraformStack(testApp(), 'shop');

    keepStates(stack.node.root, undefined);

    expect(synth(stack)['terraform']).toHaveProperty('backend.local');
  });

  test('is where other stacks read its outputs', () => {
    const app = testApp();
    const upstream = new TerraformStack(app, 'upstream');
    const { value } = Password.generated(upstream);
    const downstream = new TerraformStack(app, 'downstream');
    new TerraformOutput(downstream, 'copy', { value });

    keepStates(app, { type: 'pg' });

    expect(synth(downstream)['data']).toMatchObject({
      terraform_remote_state: {
        'cross-stack-reference-input-upstream': { backend: 'pg', config: { schema_name: 'terraform_upstream' } },
      },
    });
  });
});

describe('a backend is refused', () => {
  test.each([
    ['that does not lock', { type: 'local' }, "'type' is one of s3, http, pg, kubernetes"],
    ['that is no JSON', '{"type":', "'stateBackend' must be an object, or the JSON of one"],
    ['without its bucket', { type: 's3', region: 'x' }, "'stateBackend.bucket' is required for 's3'"],
    ['with a secret', { type: 'pg', conn_str: 'hunter2' }, "'stateBackend.conn_str' must not be set"],
    [
      'with a password in an address',
      { type: 'http', address: 'https://me:hunter2@example.com/{stack}' },
      "'stateBackend.address' must not contain a password",
    ],
    ['with one state for all stacks', { type: 'http', address: 'https://example.com' }, "must contain '{stack}'"],
    [
      'with one lock for all stacks',
      { type: 'http', address: 'https://example.com/{stack}', lock_address: 'https://example.com/lock' },
      "'stateBackend.lock_address' must contain '{stack}'",
    ],
    [
      'with one key for all stacks',
      { type: 's3', bucket: 'b', region: 'x', key: 'prod.tfstate' },
      "'stateBackend.key' must contain '{stack}'",
    ],
    [
      'with one schema for all stacks',
      { type: 'pg', schema_name: 'states' },
      "'stateBackend.schema_name' must contain",
    ],
    [
      'with one suffix for all stacks',
      { type: 'kubernetes', secret_suffix: 'state' },
      "'stateBackend.secret_suffix' must contain '{stack}'",
    ],
    [
      'with locking turned off',
      { type: 's3', bucket: 'b', region: 'x', use_lockfile: false },
      "'stateBackend.use_lockfile' must not be false",
    ],
  ])('%s', (_, given, message) => {
    const stack = new TerraformStack(testApp(), 'shop');
    const keep = () => keepStates(stack.node.root, given);

    expect(keep).toThrow(message);
    expect(keep).not.toThrow('hunter2');
  });
});
