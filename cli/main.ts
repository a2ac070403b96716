#!/usr/bin/env node
import { canCommand } from './commands/can';
import { checkCommand } from './commands/check';
import { definitionsCommand } from './commands/definitions';
import { deployCommand } from './commands/deploy';
import { healCommand } from './commands/heal';
import { healthCommand } from './commands/health';
import { manifestsCommand } from './commands/manifests';
import { policyCommand } from './commands/policy';
import { reviewCommand } from './commands/review';
import { run, type CliCommand } from './program/program';

const commands: readonly CliCommand[] = [
  canCommand,
  checkCommand,
  definitionsCommand,
  deployCommand,
  healCommand,
  healthCommand,
  manifestsCommand,
  policyCommand,
  reviewCommand,
];

void run(process.argv.slice(2), commands).then((code) => {
  process.exitCode = code;
});
