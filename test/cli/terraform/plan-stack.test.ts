import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planStack } from '../../../cli/terraform/plan-stack';

describe('a stack that cannot be planned', () => {
  const directory = mkdtempSync(join(tmpdir(), 'plan-stack-'));
  const program = join(directory, 'terraform');
  const provider = { rabbitmq: [{ endpoint: 'http://10.0.0.1:15672', username: 'root', password: '${var.adminpw}' }] };

  beforeEach(() => {
    process.env['TERRAFORM_BINARY_NAME'] = program;
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({ provider }));
  });
  afterEach(() => {
    delete process.env['TERRAFORM_BINARY_NAME'];
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each([
    [
      'the broker refuses its user',
      'API responded with a 401 Unauthorized',
      "the broker at http://10.0.0.1:15672 refuses user 'root' (401): its password comes from variable 'adminpw': set TF_VAR_adminpw; see docs/credentials.md",
    ],
    [
      'somebody else has the lock',
      'Error acquiring the state lock',
      "the state of stack 'shop' is locked; wait until that run has ended",
    ],
  ])('says what to do, as a deploy does, when %s', async (_, summary, failure) => {
    const said = JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail: '' } });
    writeFileSync(program, `#!/bin/sh\necho '${said}'\nexit 1\n`);
    chmodSync(program, 0o755);

    expect(await planStack({ name: 'shop', directory, dependencies: [] })).toEqual({ failure });
  });
});
