import { stringOf, type Attributes } from './attributes';
import { DEFAULT_VHOST } from './resource-kind';

/** Name and virtual host, by which most objects are known. */
export function named({ name, vhost }: Attributes): { readonly name: string; readonly vhost: string } {
  return { name: stringOf(name), vhost: stringOf(vhost ?? DEFAULT_VHOST) };
}

/** The provider's id of such an object, which it splits at `@` again. */
export function namedId(attributes: Attributes): string {
  const { name, vhost } = named(attributes);
  return `${name}@${vhost}`;
}
