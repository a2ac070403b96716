/** What names an element among all virtual hosts. */
export function idOf(vhost: string, name: string): string {
  return `${vhost}\0${name}`;
}
