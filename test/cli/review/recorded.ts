import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan, type Plan } from '../../../cli/terraform/plan';

const folder = join(__dirname, '..', '..', 'recorded-plans');

/** What the real Terraform and providers planned for a change of the shop. */
export function recordedPlan(name: string): Plan {
  return readPlan(recordedJson(name), name);
}

export function recordedJson(name: string): string {
  return readFileSync(recordedFile(name), 'utf8');
}

export function recordedFile(name: string): string {
  return join(folder, `${name}.json`);
}

export function recordedNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''));
}
