import { printable } from './printable';

/** How many faults are told one by one: a file that is given as props has thousands. */
const most = 20;

/** What was given and cannot be: all the faults of one construct, with its path, or of one call, with its name. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';

  /**
   * Says every fault with the place where it is.
   * @param at - the construct whose props they are, the path that it would have had, or what was called
   * @param faults - at least one
   */
  constructor(at: string | { readonly node: { readonly path: string } }, faults: readonly string[]) {
    const place = printable(typeof at === 'string' ? at : at.node.path);
    // No construct is kept: Node would print a whole tree of them below the message.
    const told = faults.slice(0, most).map((fault) => `[${place}] ${shortened(printable(fault))}`);
    const rest = faults.length - told.length;
    super([...told, ...(rest > 0 ? [`[${place}] ${rest} more faults; they must be mended, too`] : [])].join('\n'));
  }
}

/** What was given may be long; the remedy stands at the end. */
function shortened(fault: string): string {
  return fault.length > 1_000 ? `${fault.slice(0, 600)} … ${fault.slice(-300)}` : fault;
}
