import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Finding } from '../../model/finding';

const HELD = Symbol.for('rabbitmq-cdk.verdict');

/** Validates an app when it is complete, and returns errors as sentences. */
export type Judge = () => readonly string[];

/**
 * What is wrong with an app at synthesis, of all its stacks and by all validators: the first stack that fails ends the
 * synthesis, so it reports all errors.
 */
export class Verdict {
  /** The one of the app that a construct belongs to. */
  static of({ node: { root } }: IConstruct): Verdict {
    const found = verdicts.get(root) ?? new Verdict();
    verdicts.set(root, found);
    return found;
  }

  private readonly judges = new Map<unknown, Judge>();
  private errors?: string[];

  /**
   * Adds a validator, which runs when a stack is synthesized.
   * @param key - identifies the validator; one that was added before is not added again
   */
  hear(key: unknown, judge: Judge, stacks: readonly TerraformStack[]): void {
    this.errors = undefined;
    if (!this.judges.has(key)) this.judges.set(key, judge);
    for (const stack of stacks) {
      if (HELD in stack) continue;
      Object.defineProperty(stack, HELD, { value: true });
      stack.node.addValidation({ validate: () => (this.errors ??= this.ask()) });
    }
  }

  private ask(): string[] {
    const errors = [...new Set([...this.judges.values()].flatMap((judge) => judge()))];
    return errors.length === 0 ? [] : [['validation failed:', ...errors].join('\n    ')];
  }
}

const verdicts = new WeakMap<IConstruct, Verdict>();

/** A finding as an error or a warning: where it is declared, what is wrong, and the remedy. */
export function findingLine({ at, rule, object, message, remedy }: Finding): string {
  return `[${at}] ${rule}: ${object.type} '${object.name}': ${message}; ${remedy}`;
}
