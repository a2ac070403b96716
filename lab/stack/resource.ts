import type { Management } from '../../host/management';
import type { Arguments } from './arguments';
import type { Value } from './functions';

/** What a resource may use to be made. */
export interface ResourceContext {
  /** Options of the Docker command line that label what is made. */
  readonly labels: readonly string[];
  /** The broker that the resource's provider is configured with. */
  readonly broker: () => Management;
  /** Tells what takes long to give up. */
  readonly signal: AbortSignal;
}

/** A resource that was made. */
export interface MadeResource {
  /** What it is known by to others, beside its arguments: `image_id`. */
  readonly attributes: Readonly<Record<string, Value>>;
  /** Removes it; missing when there is nothing to remove. */
  readonly destroy?: () => Promise<void>;
}

/** A type of Terraform's resources that the lab can make without Terraform. */
export interface ResourceType {
  /**
   * Reads the arguments, all before anything is made.
   * @returns what makes it
   */
  plan(args: Arguments, context: ResourceContext): () => Promise<MadeResource>;
}
