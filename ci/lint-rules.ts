import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPromtool } from '../lab/promtool';
import { Unavailable } from '../lab/unavailable';
import { brokerRules, monitoringRules } from '../model/monitoring/alerts/alerts';
import { Duration } from '../model/units/duration';
import { shop, version } from '../test/model/monitoring/alerts/shop';

/** Lints every alert and recording rule, of both server generations, with promtool: skipped by name where it cannot be had. */
function main(): void {
  const promtool = findPromtool();
  const timing = { scrapeInterval: Duration.seconds(15), scale: 1 };
  const folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  try {
    for (const series of ['4.0.5', '4.3.6']) {
      const file = join(folder, 'rules.yml');
      const groups = [...brokerRules(shop({ serverVersion: version(series) }), timing).groups];
      writeFileSync(file, JSON.stringify({ groups: [...groups, ...monitoringRules(timing).groups] }));
      const { output, isOk } = promtool(['check', 'rules', '--lint=all', '--lint-fatal', file]);
      process.stdout.write(`promtool, rules for ${series}: ${output.trim().split('\n').slice(1).join('\n').trim()}\n`);
      if (!isOk) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  process.stdout.write(`skipped: the rules are not linted: ${error.message}\n`);
}
