import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terraform } from '../../cli/terraform';

describe('a plan that Terraform could not make', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const program = join(folder, 'terraform');

  beforeEach(() => {
    process.env['TERRAFORM_BINARY_NAME'] = program;
  });
  afterEach(() => {
    delete process.env['TERRAFORM_BINARY_NAME'];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('tells its errors, whatever is warned of beside', async () => {
    says(
      `echo 'Warning: Unable to open CLI configuration file' >&2`,
      `echo '{"@level":"info","type":"version"}'`,
      `echo '{"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"no","detail":"connection refused"}}'`,
      'exit 1',
    );

    const planned = await new Terraform(folder).plan();

    expect(planned).toEqual({ errors: [{ summary: 'no', detail: 'connection refused', address: undefined }] });
  });

  test('fails with what it says when that is no message', async () => {
    says(`echo 'panic: out of luck' >&2`, 'exit 2');

    await expect(new Terraform(folder).plan()).rejects.toThrow('panic: out of luck');
  });

  /** A program in the place of Terraform, of which only what it prints counts. */
  function says(...lines: readonly string[]): void {
    writeFileSync(program, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(program, 0o755);
  }
});
