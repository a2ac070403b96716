import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = (file: string) => readFileSync(join(__dirname, '..', '..', file), 'utf8');
const files = ['.github/workflows/pull-request.yml', '.github/workflows/deploy.yml', 'docs/ci.md'];

/** What is done to stacks: `rabbitmq-cdk.js review`, `cdktf deploy`, … with what follows. */
const command = /(?:rabbitmq-cdk\.js (?:review|deploy|heal)|npx cdktf \w+)\b.*$/gm;

describe('the workflows', () => {
  test.each(files)('review, deploy and compare the stacks that STACKS names, and no others: %s', (file) => {
    const commands = text(file).match(command) ?? [];

    expect(commands.length).toBeGreaterThanOrEqual(2);
    for (const found of commands) expect(found).toMatch(/ (?:\$\{\{ env\.STACKS \}\}|\$STACKS|"\$stack")/);
  });

  test('mean the same stacks by default', () => {
    const [pullRequest, deploy] = files.map((file) => /^ +STACKS: (.*)$/m.exec(text(file))?.[1]);

    expect(pullRequest).toBe("${{ vars.STACKS || 'single-node' }}");
    expect(deploy).toBe(pullRequest);
  });

  test('build the site below the path of its host, and deploy what was built', () => {
    const site = text('.github/workflows/site.yml');

    expect(site).toMatch(/SITE_BASE: \$\{\{ steps\.pages\.outputs\.base_path \}\}\/$/m);
    expect(text('site/.vitepress/config.mts')).toContain("base: process.env['SITE_BASE']");
    expect(site).toMatch(/upload-pages-artifact@v\d+\n +with:\n +path: site\/dist\n/);
  });

  test('apply without a guard only what was approved', () => {
    expect(text('.github/workflows/deploy.yml').match(/if: needs.*\n *run: .*/g)).toEqual([
      expect.stringMatching(
        /== 'production'\n *run: node bin\/rabbitmq-cdk\.js deploy .* --plan reviewed --auto-approve$/,
      ),
      expect.stringMatching(
        /== 'production-loss'\n *run: .* deploy .* --plan reviewed --auto-approve --allow data --allow availability --allow access$/,
      ),
    ]);
  });
});
