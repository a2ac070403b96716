/** Whether an address is of the machine itself. */
export function isLoopback(address: string): boolean {
  return /^(127\.|\[?::1|localhost$)/.test(address);
}
