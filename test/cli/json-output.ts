import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { projectRoot } from '../../lab/folders';

const ajv = new Ajv({ allErrors: true, strict: true });
const compiled = new Map<string, ValidateFunction>();

/** The schema of what a command prints with `--format json`. */
export function schemaOf(command: string): ValidateFunction {
  const known = compiled.get(command);
  if (known !== undefined) return known;
  const schema: unknown = JSON.parse(readFileSync(join(projectRoot, `schemas/${command}.schema.json`), 'utf8'));
  const made = ajv.compile(schema as object);
  compiled.set(command, made);
  return made;
}

/**
 * What a command printed with `--format json`.
 * @param printed - one JSON value
 * @returns any, as of `JSON.parse`
 * @throws Error that says where it does not match the command's schema
 */
export function jsonOutputOf(command: string, printed: string): ReturnType<typeof JSON.parse> {
  const value: unknown = JSON.parse(printed);
  const matches = schemaOf(command);
  if (!matches(value)) throw new Error(`schemas/${command}.schema.json: ${ajv.errorsText(matches.errors)}`);
  return value;
}
