import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAtLeast, type ServerVersion } from '../../model/server/server-version';

/** How others learn which nodes have the majority of the cluster with them. */
export interface MajorityAgent {
  /** The port of each node that answers `majority` or `minority`. */
  readonly port: number;
  /** The agent's program, and where a node has it. */
  readonly file: { readonly file: string; readonly content: string };
  /** Arguments of the server's Erlang machine. */
  readonly serverArguments: readonly string[];
}

/**
 * The agent in each node, where the server needs one. Until 4.2 a node in a minority pauses, and closes its listeners; since 4.3
 * it stays open, and nothing in its health checks and metrics tells that it cannot serve.
 * @param asked - from where: by other machines of its network, or from within the node alone
 */
export function majorityAgent(version: ServerVersion, asked: 'remotely' | 'locally'): MajorityAgent | undefined {
  if (!isAtLeast(version, '4.3')) return undefined;
  const program = readFileSync(join(__dirname, 'majority.erl'), 'utf8');
  const content = program
    .replaceAll('$HOLDS', String(HOLDS_MILLISECONDS))
    .replaceAll('$PORT', String(PORT))
    .replaceAll('$ADDRESS', asked === 'locally' ? ', {ip, {127, 0, 0, 1}}' : '');
  return { port: PORT, file: { file: FILE, content }, serverArguments: ['-eval', `file:eval("${FILE}")`] };
}

const FILE = '/etc/rabbitmq/majority.erl';

/** No listener of RabbitMQ has it by default. */
const PORT = 15690;

/** The metadata store was seen to elect another leader within 9 seconds when the former was cut off or frozen. */
const HOLDS_MILLISECONDS = 12_000;
