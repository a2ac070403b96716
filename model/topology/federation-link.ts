/**
 * Whether an exchange or a queue is one that a federation link makes for itself where its upstream is: `federation: orders -> …`. Its
 * exchange is internal and of the type `x-federation-upstream`; some exports leave it out and have the bindings to it (seen on 4.3.6).
 */
export function isOfFederationLink(name: string): boolean {
  return name.startsWith('federation: ');
}
