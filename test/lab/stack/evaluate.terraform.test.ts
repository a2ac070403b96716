import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../host/command';
import { terraformProgram } from '../../../host/terraform';
import { describeWith } from '../../setup/missing';
import { templates } from './templates';

describeWith('terraform', 'what the lab makes of a template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-console-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  test('is what Terraform makes of it', async () => {
    const input = `jsonencode([${templates.map(([template]) => quoted(template)).join(', ')}])`;

    const printed = await run(terraformProgram(), [`-chdir=${folder}`, 'console'], { input: `${input}\n` });

    expect(JSON.parse(JSON.parse(printed))).toEqual(templates.map(([, value]) => value));
  });
});

/** A template as it stands in Terraform's own language; one that is nothing but `${…}` is what is in it. */
function quoted(template: string): string {
  const whole = /^\$\{(.*)\}$/s.exec(template);
  return whole?.[1] ?? `"${template}"`;
}
