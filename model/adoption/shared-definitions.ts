import type { Arguments, PolicyDefinition } from '../topology/topology';
import { literal, print } from './expression';
import { camelCase, slug, type Names } from './identifiers';
import type { SourceFile } from './source-file';

/** Definitions that several policies of a virtual host have, each said once as a fragment. */
export class SharedDefinitions {
  private readonly variables = new Map<string, string>();
  private readonly groups: readonly (readonly PolicyDefinition[])[];

  /**
   * Finds the equal ones.
   * @param policies - those of the virtual host; none where each policy shall say its own
   */
  constructor(policies: readonly PolicyDefinition[]) {
    const groups = new Map<string, PolicyDefinition[]>();
    for (const policy of policies) {
      const key = keyOf(policy.definition);
      groups.set(key, [...(groups.get(key) ?? []), policy]);
    }
    this.groups = [...groups.values()].filter(({ length }) => length > 1);
  }

  /** Writes the fragments into a file, before what uses them. */
  declare(file: SourceFile, names: Names): void {
    for (const [first] of this.groups) {
      if (first === undefined) continue;
      const keys = Object.keys(first.definition);
      const words = slug(keys.join('-'), 'settings');
      const variable = names.give([camelCase(words, 'settings')], '');
      this.variables.set(keyOf(first.definition), variable);
      file.use('rabbitmq-cdk', 'type Fragment');
      const fragment = { name: words, definition: first.definition };
      const start = `const ${variable}: Fragment = `;
      file.add(`${start}${print(literal(fragment), 0, start.length + 1)};`, '');
    }
  }

  /** The variable of the fragment that a policy shares. */
  of({ definition }: PolicyDefinition): string | undefined {
    return this.variables.get(keyOf(definition));
  }
}

function keyOf(definition: Arguments): string {
  return JSON.stringify(Object.entries(definition).sort(([one], [other]) => (one < other ? -1 : 1)));
}
