import manifest from '../../package.json';
import { anchorOf } from './heading-anchor';

/** The documentation site, from `homepage` of package.json, which the release workflow sets; undefined before. */
export const site: string | undefined = (manifest as { readonly homepage?: string }).homepage;

/**
 * Where a page of the documentation is: its URL on the site, or, before there is one, its path in the package.
 * @param page - its name below `docs/`, without `.md`, and the anchor of a heading: `rules#access/no-guest-user`
 */
export function pageLink(page: string, origin = site): string {
  const [name = '', heading] = page.split('#');
  const anchor = heading === undefined ? '' : `#${anchorOf(heading)}`;
  return origin === undefined ? `docs/${name}.md${anchor}` : `${origin.replace(/\/$/, '')}/${name}${anchor}`;
}
