import type { Plan } from '../terraform/plan';
import type { ApplyEvent } from '../terraform/terraform';
import { objectLabel } from './object-label';

/** How far an apply has come. */
export interface Progress {
  /** How many of the steps are done: something made, changed or deleted; what is replaced takes two. */
  readonly done: number;
  readonly total: number;
  /** What is under way, the longest first. */
  readonly waitingFor: readonly { readonly object: string; readonly action: string; readonly seconds: number }[];
}

/** Counts what Terraform tells while it applies a plan. */
export class ApplyProgress {
  private done = 0;
  private readonly total: number;
  private readonly labels: ReadonlyMap<string, string>;
  private readonly underWay = new Map<string, { readonly action: string; readonly since: number }>();

  /** @param removals - what is removed from brokers beside the plan */
  constructor({ resources }: Plan, removals: readonly unknown[] = []) {
    this.total = removals.length + resources.reduce((sum, { action }) => sum + steps[action], 0);
    this.labels = new Map(resources.map((resource) => [resource.address, objectLabel(resource)]));
  }

  /** Takes what Terraform tells. */
  see({ kind, address, action }: ApplyEvent): void {
    if (kind === 'progress') return;
    if (kind === 'start') this.underWay.set(address, { action, since: Date.now() });
    else this.underWay.delete(address);
    // What is read and not changed is no step.
    if (kind === 'complete' && action !== 'read') this.done += 1;
  }

  /** Takes that something is gone from a broker. */
  removed(): void {
    this.done += 1;
  }

  /** How far it is now. */
  now(): Progress {
    return {
      done: this.done,
      total: Math.max(this.total, this.done),
      waitingFor: [...this.underWay].map(([address, { action, since }]) => ({
        object: this.labels.get(address) ?? address,
        action,
        seconds: Math.round((Date.now() - since) / 1_000),
      })),
    };
  }
}

const steps = { none: 0, create: 1, update: 1, delete: 1, replace: 2 } as const;

/** `12 of 147 done; waiting for container 'rabbitmq' (create, 14 s) and 3 more` */
export function progressText({ done, total, waitingFor }: Progress): string {
  const [first, ...others] = waitingFor;
  const waiting =
    first === undefined
      ? ''
      : `; waiting for ${first.object} (${first.action}, ${first.seconds} s)${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return `${done} of ${total} done${waiting}`;
}
