import { labels, sweep } from './belongings';
import { ensureEngine } from './engine';
import { type Management, management } from '../host/management';
import { during, say } from './progress';
import { Arguments } from './stack/arguments';
import { evaluate, type Scope } from './stack/evaluate';
import type { Value } from './stack/functions';
import type { MadeResource, ResourceType } from './stack/resource';
import { resourceTypes } from './stack/resource-types';
import { readStack, type Resource, type Stack, type StackJson } from './stack/stack';

/** A stack that runs. */
export interface AppliedStack {
  readonly outputs: Readonly<Record<string, Value>>;
  /** Removes everything that was made, also what is protected from Terraform. */
  destroy(): Promise<void>;
}

export interface ApplyOptions {
  /**
   * Whether the stack stays when this process ends, until `npm run lab -- down`. Otherwise the next use of the lab removes what
   * is left of it.
   * @default false
   */
  readonly keep?: boolean;
  /**
   * Ends the making: what was made until then is removed.
   * @default - nothing ends it
   */
  readonly signal?: AbortSignal;
}

/**
 * Makes what a synthesized stack describes, without Terraform: the same containers with the same configuration on the lab's
 * engine, and the same requests to the broker's HTTP API. Variables come from `TF_VAR_…` or their defaults.
 * @param json - the parsed `cdk.tf.json`
 * @throws Error that names every argument, function or resource that is not understood, and every resource that could not be
 *   made; then nothing is left of the stack
 */
export async function applyStack(json: StackJson, { keep = false, signal }: ApplyOptions = {}): Promise<AppliedStack> {
  const stack = readStack(json);
  const unknown = stack.resources.filter(({ type }) => !Object.hasOwn(resourceTypes, type));
  if (unknown.length > 0)
    throw new Error(`the lab cannot make ${unknown.map(({ address }) => address).join(', ')}; deploy with Terraform`);
  await ensureEngine();
  await sweep();
  const making = new Making(stack, labels({ keep }));
  const interrupt = () => making.stop('the making of the stack was interrupted');
  signal?.addEventListener('abort', interrupt);
  try {
    await making.all();
    const outputs = Object.entries(stack.outputs).map(([name, { value = null }]) => [name, making.evaluate(value)]);
    making.check();
    return { outputs: Object.fromEntries(outputs), destroy: () => making.undo() };
  } catch (error) {
    say('the stack could not be made; removing what was made of it');
    await making.undo().catch((left: Error) => say(left.message));
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** What is made of a stack so far. */
class Making {
  private readonly values: Record<string, Record<string, Value>>;
  private readonly begun = new Map<string, Promise<void>>();
  private readonly made: { readonly resource: Resource; readonly made: MadeResource }[] = [];
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly faults: string[] = [];
  private readonly stopping = new AbortController();

  constructor(
    private readonly stack: Stack,
    private readonly labels: readonly string[],
  ) {
    this.values = { var: variablesOf(stack) };
    this.byAddress = new Map(stack.resources.map((resource) => [resource.address, resource]));
  }

  /** Makes every resource as soon as those that it needs are there. The first fault ends it. */
  async all(): Promise<void> {
    await Promise.allSettled(this.stack.resources.map((resource) => this.make(resource)));
    if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
  }

  /** Ends the making; what is under way gives up. */
  stop(fault: string): void {
    this.faults.push(fault);
    this.stopping.abort();
  }

  evaluate(value: Value): Value {
    return evaluate(value, this.values as Scope);
  }

  /** Says which of the stack's checks do not hold. */
  check(): void {
    for (const [name, { assert }] of Object.entries(this.stack.checks)) {
      const { condition, error_message: message } = this.evaluate(assert ?? {}) as Record<string, Value>;
      if (condition !== true) say(`check ${name}: ${String(message)}`);
    }
  }

  /**
   * Removes what was made, last first. What lives in a container of the stack goes with it.
   * @throws Error that names everything that could not be removed
   */
  async undo(): Promise<void> {
    const left: string[] = [];
    for (const { resource, made } of this.made.splice(0).reverse()) {
      if (made.destroy === undefined || this.isInContainer(resource)) continue;
      await made.destroy().catch((error: unknown) => left.push(faultOf(resource, error)));
    }
    if (left.length > 0) throw new Error(`not removed: ${left.join('\n')}`);
  }

  private make(resource: Resource): Promise<void> {
    const begun = this.begun.get(resource.address) ?? this.makeAfterDependencies(resource);
    this.begun.set(resource.address, begun);
    return begun;
  }

  private async makeAfterDependencies(resource: Resource): Promise<void> {
    await Promise.all(this.dependenciesOf(resource).map((dependency) => this.make(dependency)));
    const { signal } = this.stopping;
    const { body, create } = this.plan(resource, signal);
    try {
      signal.throwIfAborted();
      const made = await during(`making ${resource.path}`, create);
      this.made.push({ resource, made });
      (this.values[resource.type] ??= {})[resource.name] = { ...body, ...made.attributes };
    } catch (error) {
      // What fails after the end was called gives up because of that.
      if (!signal.aborted) this.stop(faultOf(resource, error));
      throw error;
    }
  }

  private plan(
    resource: Resource,
    signal: AbortSignal,
  ): { body: Record<string, Value>; create: () => Promise<MadeResource> } {
    try {
      const body = this.evaluate(resource.body) as Record<string, Value>;
      const context = { labels: this.labels, broker: () => this.brokerOf(resource), signal };
      return { body, create: typeOf(resource).plan(new Arguments(resource.address, body), context) };
    } catch (error) {
      this.stop(faultOf(resource, error));
      throw error;
    }
  }

  private brokerOf({ provider }: Resource): Management {
    const settings = this.evaluate(this.stack.providers[provider] ?? {}) as Record<string, Value>;
    const args = new Arguments(`provider ${provider}`, settings);
    const broker = management(args.string('endpoint'), args.string('username'), args.string('password'));
    args.finish();
    return broker;
  }

  private isInContainer(resource: Resource): boolean {
    if (resource.type.startsWith('docker_')) return false;
    return this.dependenciesOf(resource).some((it) => it.type === 'docker_container' || this.isInContainer(it));
  }

  private dependenciesOf({ dependencies }: Resource): readonly Resource[] {
    return dependencies.flatMap((address) => this.byAddress.get(address) ?? []);
  }
}

function typeOf({ type, address }: Resource): ResourceType {
  const found = resourceTypes[type];
  if (found === undefined) throw new Error(`the lab cannot make ${address}`);
  return found;
}

function faultOf({ path }: Resource, error: unknown): string {
  return `${path}: ${error instanceof Error ? error.message : String(error)}`;
}

function variablesOf({ variables }: Stack): Record<string, Value> {
  const missing = Object.keys(variables).filter((name) => valueOf(name) === undefined);
  if (missing.length > 0) throw new Error(`set ${missing.map((name) => `TF_VAR_${name}`).join(', ')}`);
  return Object.fromEntries(Object.keys(variables).map((name) => [name, valueOf(name) ?? null]));

  function valueOf(name: string): Value | undefined {
    return process.env[`TF_VAR_${name}`] ?? variables[name]?.['default'];
  }
}
