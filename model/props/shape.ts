/**
 * What a prop may hold, as the type of its interface says it:
 * - `any`: what has checks of its own, or belongs to another library
 * - `json`: whatever JSON can write; `argument`: the same without null, which servers refuse in arguments
 * - `id`: the id of a construct
 * - `oneOf`: one of some texts, numbers or booleans
 * - `options`: an object of props, by the name of its interface; `props`: one whose type has no name; `data`: one that may hold
 *   more than what is asked of it
 * - `object`: a construct, a reference to one, or an instance of a class, by the name of its type
 * - `either`: any of several
 */
export type Shape =
  | 'any'
  | 'json'
  | 'argument'
  | 'id'
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly oneOf: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  | { readonly record: Shape }
  | { readonly options: string }
  | { readonly props: Props }
  | { readonly data: Props }
  | { readonly object: string }
  | { readonly either: readonly Shape[] };

/** One prop. */
export interface Prop {
  readonly shape: Shape;
  /**
   * Whether it may be left out.
   * @default false
   */
  readonly optional?: boolean;
  /**
   * Whether it may be a token of cdktf, whose value only Terraform knows: its documentation says `@token`.
   * @default false: it is refused
   */
  readonly token?: boolean;
}

/** The props of an interface by their names. */
export type Props = Readonly<Record<string, Prop>>;

/** A parameter of a function or method. */
export interface Parameter extends Prop {
  readonly name: string;
  /**
   * Whether it stands for all arguments from here on.
   * @default false
   */
  readonly rest?: boolean;
}

/** What an object is told by: members that it must have, and what `typeof` says of each. */
export type Members = Readonly<Record<string, 'string' | 'number' | 'function' | 'object' | 'any'>>;

/** What is known of the types of all props. */
export interface Shapes {
  /** The props of each interface of options. */
  readonly options: Readonly<Record<string, Props>>;
  /** The members by which an object of each type is recognized. */
  readonly objects: Readonly<Record<string, Members>>;
  /** The parameters of each function (`can`), static method (`Duration.hours`) and method (`VhostGrants.publish`). */
  readonly calls: Readonly<Record<string, readonly Parameter[]>>;
}
