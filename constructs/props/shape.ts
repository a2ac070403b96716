/**
 * What a prop may hold, as the type of its interface says it:
 * - `any`: what has checks of its own, or belongs to another library
 * - `json`: whatever JSON can write
 * - `oneOf`: one of some texts, numbers or booleans
 * - `options`: an object of props, by the name of its interface; `props`: one whose type has no name
 * - `object`: a construct, a reference to one, or an instance of a class, by the name of its type
 * - `either`: any of several
 */
export type Shape =
  | 'any'
  | 'json'
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly oneOf: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  | { readonly record: Shape }
  | { readonly options: string }
  | { readonly props: Props }
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

/** What is known of the types of all props. */
export interface Shapes {
  /** The props of each interface of options. */
  readonly options: Readonly<Record<string, Props>>;
  /** The members by which an object of each type is recognized. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
}
