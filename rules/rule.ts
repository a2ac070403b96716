import type { AccessedBroker } from '../model/topology/broker-access';
import type { DeployedBroker } from '../model/topology/deployment';
import { show, type Finding, type Subject } from '../model/finding';
import type { TopologyIndex } from '../model/analysis/topology-index';
import { ValidationError } from '../model/validation-error';

/** A guardrail: a judgement of taste on what a broker would accept, or on how it is run. */
export interface Rule {
  /** Its path under `rules/`: `topology/queue-is-bounded`. */
  readonly id: string;
  /** What it demands, as a sentence. */
  readonly demand: string;
  /** Why, and what to do where it doesn't fit. */
  readonly because: string;
  /** Whether nearly every definitions file breaks it, so that it is reported once a file and not once an object. */
  readonly widespread: boolean;
  /**
   * What breaks it.
   * @param broker - undefined where the topology alone is known: of a file, and of a broker that exists elsewhere
   * @param access - how Terraform reaches a broker that exists elsewhere; undefined for any other
   */
  check(
    index: TopologyIndex,
    broker: DeployedBroker | undefined,
    access: AccessedBroker | undefined,
  ): Iterable<Violation>;
}

/** An element that breaks a rule. */
export interface Violation {
  readonly subject: Subject;
  /** What is wrong, with the value; never a secret. */
  readonly message: string;
  readonly remedy: string;
}

/**
 * What breaks the rules, in the order of the rules.
 * @param broker - on which the topology is declared, if that is run by what is declared, too
 * @param access - how Terraform reaches it, if that exists elsewhere
 */
export function judge(
  index: TopologyIndex,
  rules: readonly Rule[],
  broker?: DeployedBroker,
  access?: AccessedBroker,
): readonly Finding[] {
  return rules.flatMap((rule) =>
    violationsOf(rule, index, broker, access).map(({ subject, message, remedy }): Finding => ({
      kind: 'hazard',
      rule: rule.id,
      ...subject,
      message,
      remedy,
    })),
  );
}

/** What a rule finds, whose types JavaScript does not check. */
function violationsOf(rule: Rule, ...judged: Parameters<Rule['check']>): readonly Violation[] {
  const found: unknown = rule.check(...judged);
  const violations = isIterable(found) ? [...found] : [found];
  if (isIterable(found) && violations.every(isViolation)) return violations;
  const wrong = isIterable(found) ? violations.find((one) => !isViolation(one)) : found;
  throw new ValidationError(`rule ${show(rule.id)}`, [
    `'check' must return violations, each { subject: { object: { type, vhost, name }, at }, message, remedy }, got ${show(wrong)}`,
  ]);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isViolation(value: unknown): value is Violation {
  const { subject, message, remedy } = Object(value) as Partial<Violation>;
  const { object, at } = Object(subject) as Partial<Subject>;
  return [message, remedy, at].every((text) => typeof text === 'string') && typeof object === 'object';
}
