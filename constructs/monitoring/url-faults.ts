/**
 * What is wrong with a URL that is passed on to others. It is not repeated, because there may be a secret in it.
 * @param remedy - what to do with a user and password instead
 */
export function urlFaults(prop: string, url: string | undefined, remedy: string): string[] {
  if (url === undefined) return [];
  if (!/^https?:\/\/\S+$/.test(url)) return [`'${prop}' must be an http or https URL`];
  return /^https?:\/\/[^/?#]*@/.test(url) ? [`'${prop}' must be without user and password; ${remedy}`] : [];
}
