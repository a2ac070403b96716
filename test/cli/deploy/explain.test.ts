import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../../../cli/deploy/explain';

const directory = mkdtempSync(join(tmpdir(), 'explain-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const provider = { rabbitmq: [{ endpoint: 'http://10.0.0.1:15672', username: 'root', password: '${var.adminpw}' }] };

test('a variable without a value is told with the way to give it', () => {
  const detail =
    'The root module input variable "adminpw" is not set, and has no default value. Use a -var or\n-var-file';

  expect(told({ provider }, { summary: 'No value for required variable', detail })).toEqual([
    `variable 'adminpw' has no value: set TF_VAR_adminpw`,
  ]);
});

test('a password that the broker refuses is told with the variable that it comes from', () => {
  expect(told({ provider }, { summary: 'Error: API responded with a 401', detail: '' })).toEqual([
    "the broker at http://10.0.0.1:15672 refuses user 'root' (401): its password comes from variable 'adminpw': set TF_VAR_adminpw; see docs/credentials.md",
  ]);
});

describe('a broker that does not answer', () => {
  const error = { summary: 'Get "http://10.0.0.1:15672/api/vhosts/a": dial tcp: connection refused', detail: '' };
  const said = 'the broker at http://10.0.0.1:15672 does not answer (connection refused); ';

  test('is for its keeper to start where the stack runs no container', () => {
    expect(told({ provider }, error)).toEqual([`${said}check that it runs, and that 'endpoint' is right`]);
  });

  test('is started by heal where the stack runs it', () => {
    const resource = { docker_container: { node: {} } };

    expect(told({ provider, resource }, error)).toEqual([`${said}start what is down: rabbitmq-cdk heal shop`]);
  });
});

describe('a locked state', () => {
  const summary = 'Error acquiring the state lock';

  test('is told with who holds the lock, since when, and how to break it', () => {
    const detail =
      'Lock Info:\n  ID:        4f3a\n  Path:      shop.tfstate\n  Who:       ann@laptop\n  Created:   2026-11-26 20:00:00 UTC\n';

    expect(told({}, { summary, detail })).toEqual([
      `the state of stack 'shop' is locked by ann@laptop since 2026-11-26 20:00:00 UTC; wait until that run has ended; if that run was killed: terraform -chdir=${directory} force-unlock 4f3a`,
    ]);
  });

  test('is told without a holder where the backend does not name one', () => {
    expect(told({}, { summary, detail: '' })).toEqual([
      "the state of stack 'shop' is locked; wait until that run has ended",
    ]);
  });
});

function told(config: object, error: { readonly summary: string; readonly detail: string }): readonly string[] {
  writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(config));
  return explain([error], { stack: 'shop', directory });
}
