import type { Attributes } from './plan';

/** What a state holds. */
export interface State {
  /** What tells it from every other that the stack had: it grows with each change. */
  readonly version: string;
  readonly resources: Resources;
}

/** Resources by address. */
export type Resources = ReadonlyMap<
  string,
  {
    readonly type: string;
    readonly attributes: Attributes;
    /** Whether its creation did not come to its end. */
    readonly isTainted?: boolean;
  }
>;

interface StateJson {
  readonly lineage?: string;
  readonly serial?: number;
  readonly resources?: readonly {
    readonly module?: string;
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly {
      readonly index_key?: string | number;
      readonly status?: string;
      readonly deposed?: string;
      readonly attributes?: Attributes | null;
    }[];
  }[];
}

/**
 * Reads a state, of which no provider has to be asked what it means; what is in modules is left out.
 * @param json - what `terraform state pull` prints; nothing before the first apply
 */
export function readState(json: string): State {
  const { lineage, serial, resources = [] }: StateJson = json === '' ? {} : JSON.parse(json);
  return {
    version: `${lineage} ${serial}`,
    resources: new Map(
      resources
        .filter(({ module, mode }) => module === undefined && mode === 'managed')
        .flatMap(({ type, name, instances = [] }) =>
          // What is deposed is replaced already, and about to go.
          instances
            .filter(({ deposed }) => deposed === undefined)
            .map(({ index_key: key, attributes, status }) => {
              const index = key === undefined ? '' : `[${JSON.stringify(key)}]`;
              return [
                `${type}.${name}${index}`,
                { type, attributes: attributes ?? {}, isTainted: status === 'tainted' },
              ];
            }),
        ),
    ),
  };
}
