import type { ApplyTo, Arguments, Declared, Json } from '../topology/topology';
import { checkCall } from '../props/check-call';
import { ValidationError } from '../validation-error';

/** A piece of policy that composes with others. */
export interface Fragment {
  /** What to call it, in errors too. */
  readonly name: string;
  /** Settings in RabbitMQ's keys and units: milliseconds, bytes. */
  readonly definition: Arguments;
}

/** Where a fragment applies. */
export type FragmentTarget =
  | { readonly queue: string }
  | { readonly exchange: string }
  | {
      /** A PCRE pattern that is searched for in names: of what is declared, and of what applications declare themselves. */
      readonly pattern: string;
      readonly applyTo: ApplyTo;
    };

/** A fragment that applies somewhere. */
export interface AppliedFragment extends Declared {
  readonly fragment: Fragment;
  readonly vhost: string;
  readonly to: FragmentTarget;
  /**
   * Of two fragments that set the same key, the one of higher precedence decides; between equals, one that is applied to
   * the object itself decides over one for a pattern. -99 to 99.
   * @default 0
   */
  readonly precedence?: number;
}

/**
 * Makes a fragment of settings that may have been left out.
 * @throws ValidationError when it sets nothing
 */
export function fragment(name: string, settings: Readonly<Record<string, Json | undefined>>): Fragment {
  checkCall('fragment', [name, settings]);
  const given = Object.entries(settings).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  if (given.length === 0)
    throw new ValidationError(`fragment '${name}'`, ['it sets nothing; give at least one setting']);
  return { name, definition: Object.fromEntries(given) };
}

/**
 * The number, if it is one that RabbitMQ takes.
 * @throws ValidationError when it is not a whole number, or below `least`
 */
export function wholeNumber(
  fragmentName: string,
  setting: string,
  value: number | undefined,
  least: number,
): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
  throw new ValidationError(`${fragmentName}()`, [
    `'${setting}' must be a whole number, ${least} or more, got ${value}`,
  ]);
}

/** An exchange, by name or as a construct. */
export type ExchangeName = string | { readonly exchangeName: string };

/** The exchange's name. */
export function exchangeName(exchange: ExchangeName): string {
  return typeof exchange === 'string' ? exchange : exchange.exchangeName;
}
