import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../program/user-error';
import type { StackReview } from '../review/stack-review';
import { seal, unseal } from './sealed';

/** What was reviewed of one stack, to be applied as it is. */
export interface KeptPlan {
  readonly stack: string;
  readonly review: StackReview;
  /** What Terraform applies; absent where it must be planned again, because it was planned on what other stacks give now. */
  readonly plan?: Buffer;
  /** The state that the plan was made of; absent where none was made. */
  readonly stateVersion?: string;
}

/** The index of a folder of kept plans. */
interface Index {
  readonly stacks: readonly (Pick<KeptPlan, 'stack' | 'review' | 'stateVersion'> & {
    readonly sha256: string | null;
  })[];
}

const INDEX = 'reviews.json';

/**
 * Keeps plans and their reviews in a folder: the reviews in clear, for people and programs, the plans encrypted.
 * @param folder - what is in it already goes
 */
export function keepPlans(folder: string, kept: readonly KeptPlan[], key: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stacks = kept.map(({ stack, review, plan, stateVersion }) => {
    if (plan === undefined) return { stack, review, sha256: null };
    const sealed = seal(Buffer.concat([digestOf(review, stateVersion), plan]), key);
    writeFileSync(join(folder, fileOf(stack)), sealed, { mode: 0o600 });
    return { stack, review, stateVersion, sha256: createHash('sha256').update(sealed).digest('hex') };
  });
  const index: Index = { stacks };
  writeFileSync(join(folder, INDEX), `${JSON.stringify(index, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Reads what was kept, in the order in which it is applied.
 * @throws UserError when it cannot be read, or the review or the plan is another than was kept
 */
export function readKeptPlans(folder: string, key: string): readonly KeptPlan[] {
  const { stacks } = indexIn(folder);
  return stacks.map(({ stack, review, stateVersion, sha256 }) => {
    if (sha256 === null) return { stack, review };
    const opened = unseal(read(join(folder, fileOf(stack))), key);
    const digest = opened.subarray(0, DIGEST_BYTES);
    if (!digest.equals(digestOf(review, stateVersion)))
      throw new UserError(
        `the review of stack '${stack}' in '${folder}' is another than was kept with its plan; review again`,
      );
    return { stack, review, stateVersion, plan: opened.subarray(DIGEST_BYTES) };
  });
}

function indexIn(folder: string): Index {
  const text = read(join(folder, INDEX)).toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(
      `'${join(folder, INDEX)}' is no JSON; give a folder that 'rabbitmq-cdk review --out' has written`,
    );
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `'${file}' cannot be read (${code}); give a folder that 'rabbitmq-cdk review --out' has written`,
    );
  }
}

const DIGEST_BYTES = 32;

/** What binds the plan to the review that was approved: it is encrypted with the plan, so that nobody changes one of them. */
function digestOf(review: StackReview, stateVersion: string | undefined): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([review, stateVersion]))
    .digest();
}

function fileOf(stack: string): string {
  return `${encodeURIComponent(stack)}.plan`;
}
