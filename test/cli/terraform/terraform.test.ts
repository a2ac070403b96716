import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { protectedAddress } from '../../../cli/terraform/diagnostic';
import { Terraform } from '../../../cli/terraform/terraform';

describe('what Terraform says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const program = join(folder, 'terraform');

  beforeEach(() => {
    writeFileSync(join(folder, 'cdk.tf.json'), '{}');
    process.env['TERRAFORM_BINARY_NAME'] = program;
  });
  afterEach(() => {
    delete process.env['TERRAFORM_BINARY_NAME'];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is its errors when a plan could not be made, whatever is warned of or said again beside', async () => {
    says(
      `echo 'Warning: Unable to open CLI configuration file' >&2`,
      `echo '{"@level":"info","type":"version"}'`,
      `echo '{"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"no","detail":"connection refused"}}'`,
      `echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"x: Unable to read remote state","detail":""}}'`,
      'exit 1',
    );

    const planned = await new Terraform(folder).plan();

    expect(planned).toEqual({ errors: [{ summary: 'no', detail: 'connection refused', address: undefined }] });
  });

  test.each([
    ['a plan that changes nothing', `{"type":"outputs","outputs":{"url":{"action":"noop"}}}`, undefined],
    ['what is other than the state says', '{"type":"resource_drift"}', undefined],
    ['a change of a resource', '{"type":"planned_change"}', '{}'],
    ['a change of an output', '{"type":"outputs","outputs":{"url":{"action":"update"}}}', '{}'],
  ])('of %s decides whether the plan is printed', async (_what, message, json) => {
    says(
      `case "$2" in`,
      `plan) for word; do case "$word" in -out=*) echo plan > "\${word#-out=}";; esac; done; echo '${message}';;`,
      `show) echo '{}';;`,
      'esac',
    );

    expect(await new Terraform(folder).plan()).toEqual({ errors: [], ...(json === undefined ? {} : { json }) });
  });

  test('fails a plan when it is no message', async () => {
    says(`echo 'panic: out of luck' >&2`, 'exit 2');

    await expect(new Terraform(folder).plan()).rejects.toThrow('panic: out of luck');
  });

  test('is JSON after what OpenTofu warns of before', async () => {
    says(`echo`, `echo 'Warning: Unable to open CLI configuration file'`, `echo '{'`, `echo '"url": { "value": 1 } }'`);

    expect(await new Terraform(folder).outputs()).toEqual({ url: { value: 1 } });
  });

  test.each([
    [
      'Terraform',
      'Instance cannot be destroyed',
      'Resource rabbitmq_queue.orders has lifecycle.prevent_destroy set, but',
    ],
    [
      'OpenTofu',
      'Resource instance cannot be destroyed',
      'Resource instance rabbitmq_queue.orders has prevent_destroy',
    ],
  ])('is known as a refusal in the words of %s', (_program, summary, detail) => {
    expect(protectedAddress({ summary, detail })).toBe('rabbitmq_queue.orders');
    expect(protectedAddress({ summary: 'Error acquiring the state lock', detail })).toBeUndefined();
  });

  /** A program in the place of Terraform, of which only what it prints counts. */
  function says(...lines: readonly string[]): void {
    writeFileSync(program, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(program, 0o755);
  }
});
