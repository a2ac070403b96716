import type { DeployedBroker } from '../model/topology/deployment';
import type { Finding, Subject } from '../model/finding';
import type { TopologyIndex } from '../model/analysis/topology-index';

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
   */
  check(index: TopologyIndex, broker: DeployedBroker | undefined): Iterable<Violation>;
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
 */
export function judge(index: TopologyIndex, rules: readonly Rule[], broker?: DeployedBroker): readonly Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(index, broker)].map(({ subject, message, remedy }): Finding => ({
      kind: 'hazard',
      rule: rule.id,
      ...subject,
      message,
      remedy,
    })),
  );
}
