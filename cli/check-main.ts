#!/usr/bin/env node
import { run } from './program/program';
import { checkCommand } from './commands/check';

/** `rabbitmq-check FILE…`: the command `check` alone, which packaging/build-check.ts bundles into one file. */
void run(['check', ...process.argv.slice(2)], {
  check: { summary: 'validate definitions files', page: 'check', load: () => checkCommand },
}).then((code) => {
  // What could not be printed has made it a failure already.
  process.exitCode ||= code;
});
