import { isFault, readDefinitions } from '../../../model/definitions/definitions';
import type { Finding } from '../../../model/finding';
import { parseServerVersion } from '../../../model/server/server-version';
import { validateDefinitions } from '../../../model/validity/validity';
import recorded from './cases/definitions.json';

/** What a server answered to a definitions file. */
interface Answer {
  /** Of `POST /api/definitions`. */
  readonly status: number;
  /** The queues of the virtual host `shop` afterwards; `null` where it was not there. */
  readonly queues: readonly string[] | null;
  /** The status of a later `GET /api/definitions`, where it was not 200. */
  readonly exportAfterwards?: number;
  /** Whether the node boots again; absent where it was not tried. */
  readonly bootsAgain?: boolean;
  /** Whether a virtual host can't be deleted afterwards, or does not start after a boot; absent where it can. */
  readonly undeletable?: boolean;
}

interface Case {
  readonly name: string;
  readonly definitions: { readonly queues?: readonly unknown[] };
  readonly answers: Readonly<Record<string, Answer>>;
}

const cases = recorded as readonly Case[];
const table = cases.flatMap(({ name, definitions, answers }) =>
  Object.entries(answers).map(([version, answer]) => [name, version, definitions, answer] as const),
);

function nameOf(queue: unknown): unknown {
  return typeof queue === 'object' && queue !== null && 'name' in queue ? queue.name : undefined;
}

function findingsOf(definitions: object, version: string): readonly Finding[] {
  const read = readDefinitions(JSON.stringify(definitions), 'd.json');
  const server = parseServerVersion(version);
  if (isFault(read) || server === undefined) throw new Error('the case cannot be read');
  return validateDefinitions(read, 'd.json', server);
}

describe('a definitions file that live servers answered', () => {
  test.each(table)('%s, on %s', (_, version, definitions, answer) => {
    const { status, queues, exportAfterwards = 200, bootsAgain = true, undeletable = false } = answer;
    const kinds = findingsOf(definitions, version).map(({ kind }) => kind);
    const isIncomplete = status < 300 && new Set(definitions.queues?.map(nameOf)).size > (queues ?? []).length;
    const isBroken = exportAfterwards !== 200 || !bootsAgain || undeletable;

    expect(kinds.includes('refused')).toBe(status >= 400);
    expect(isBroken ? kinds : ['breaks']).toContain('breaks');
    expect(isIncomplete ? kinds.filter((kind) => kind !== 'deprecated') : ['hazard']).not.toEqual([]);
  });
});
