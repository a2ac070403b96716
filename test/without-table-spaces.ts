/** A page of Markdown, without the spaces by which Prettier aligns the columns of tables. */
export function withoutTableSpaces(page: string): string {
  return page.replace(/ +\|/g, ' |').replace(/-+/g, '-').trimEnd();
}
