import { createHash } from 'node:crypto';

/** Kubernetes takes 253 characters; what the operator derives from a name must fit as well. */
const mostCharacters = 200;

/**
 * The name of a custom resource, which follows from what the object is called on the broker: the operator refuses to rename an
 * object, so that another name must be another resource. It is a DNS subdomain as Kubernetes wants it. A part that loses
 * anything on the way ends with a digest of itself; parts are separated by dots, which no part has.
 * @param parts - a virtual host other than `/`, a name, …
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function resourceName(parts: readonly string[]): string {
  const name = parts.map(label).join('.');
  return name.length <= mostCharacters ? name : digest(parts);
}

/** The parts of an object of a virtual host: `/` is left out, as nearly all have it. */
export function withinVhost(vhost: string, ...names: readonly string[]): string[] {
  return vhost === '/' ? [...names] : [vhost, ...names];
}

function label(part: string): string {
  const slug = part
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
    .replace(/-$/, '');
  if (slug === part) return slug;
  return slug === '' ? digest([part]) : `${slug}-${digest([part])}`;
}

/** Stands for what has no name of its own, in ten characters. */
export function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 10);
}
