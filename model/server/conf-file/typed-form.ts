import { confKindOf } from '../conf-schema/conf-kind';
import { schemaEntryOf } from '../conf-schema/conf-key';
import { deprecationOf, ignoredBy } from '../conf-schema/conf-notes';
import { keyFault } from '../rabbitmq-conf';
import { quoted } from '../rabbitmq-conf-kinds';
import type { ServerVersion } from '../server-version';
import { parseConf, type ConfLine } from './parse';

/** A rabbitmq.conf as the prop `conf` of a broker. */
export interface TypedForm {
  /** A module of TypeScript that exports `conf`. */
  readonly source: string;
  /** What it does not hold although the file says it, with the reason. */
  readonly leftOut: readonly { readonly line: number; readonly key: string; readonly reason: string }[];
}

/** Writes the settings of a file in TypeScript; secrets become variables of the stack, whose values the file held. */
export function typedForm(content: string, version: ServerVersion): TypedForm {
  const { settings, faults, includes } = parseConf(content);
  const leftOut = [
    ...faults.map(({ at }) => ({ line: at.line, key: '', reason: 'it is no setting' })),
    ...includes.map(({ at, path }) => ({
      line: at.line,
      key: 'include',
      reason: `'${path}' must be converted by itself`,
    })),
  ];
  // The last one wins.
  const effective = new Map(settings.map((setting) => [setting.key, setting]));
  const lines: string[] = [];
  const used = new Set<string>();
  for (const setting of effective.values()) {
    const typed = typedSetting(setting, version);
    if ('reason' in typed) {
      lines.push(`  // left out: ${comment(`${setting.key}, as ${typed.reason}`)}`);
      if (!typed.hasNoEffect) leftOut.push({ line: setting.at.line, key: setting.key, reason: typed.reason });
      continue;
    }
    for (const name of typed.uses) used.add(name);
    if (typed.note !== undefined) lines.push(`  // ${comment(typed.note)}`);
    lines.push(`  ${/^[a-z_]\w*$/.test(typed.key) ? typed.key : quoted(typed.key)}: ${typed.expression},`);
  }
  return { source: moduleOf(lines, used), leftOut: leftOut.sort((one, other) => one.line - other.line) };
}

type Typed =
  | { readonly key: string; readonly expression: string; readonly note?: string; readonly uses: readonly string[] }
  | { readonly reason: string; readonly hasNoEffect: boolean };

function typedSetting(setting: ConfLine, version: ServerVersion): Typed {
  const ignored = ignoredBy(setting.key, version);
  if (ignored !== undefined) return { reason: `it ${ignored.because}`, hasNoEffect: true };
  const fault = keyFault(setting.key, version);
  if (fault !== undefined) return { reason: fault, hasNoEffect: false };
  const renamed = schemaEntryOf(setting.key, version)?.renamedTo;
  const key = renamed ?? setting.key;
  const kind = confKindOf(key);
  const note = renamed === undefined ? deprecationNote(key, version) : `${setting.key} is its old name`;
  if (kind?.isSecret === true) {
    const name = key.replaceAll(/[^A-Za-z0-9]+/g, '_');
    const expression = `Password.asked(scope, ${quoted(name)}, ${quoted(`${key} of rabbitmq.conf`)})`;
    return { key, expression, note, uses: ['Password'] };
  }
  const expression = kind?.express(setting.value);
  if (expression === undefined) {
    const wanted = kind?.fault(Symbol(key))?.replace(/, got .*/, '') ?? 'another value';
    return { reason: `its value must be ${wanted}`, hasNoEffect: false };
  }
  return { key, expression, note, uses: ['Duration', 'Size'].filter((name) => expression.startsWith(`${name}.`)) };
}

function deprecationNote(key: string, version: ServerVersion): string | undefined {
  const note = deprecationOf(key, version);
  return note === undefined ? undefined : `${key} ${note.because}; ${note.remedy}`;
}

function moduleOf(lines: readonly string[], used: ReadonlySet<string>): string {
  const names = [...used].sort();
  const imports = `import { ${[...names, 'type RabbitmqConf'].join(', ')} } from 'rabbitmq-cdk';\n`;
  if (!used.has('Password')) {
    const body = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`;
    return `${imports}\nexport const conf: RabbitmqConf = ${body};\n`;
  }
  const inside = lines.map((line) => `  ${line}`).join('\n');
  return (
    `import type { Construct } from 'constructs';\n${imports}\n` +
    '/** The secrets are variables of the stack, which are given as TF_VAR_NAME. */\n' +
    `export function conf(scope: Construct): RabbitmqConf {\n  return {\n${inside}\n  };\n}\n`
  );
}

/** A text that ends no comment and steers no terminal. */
function comment(text: string): string {
  return text.replaceAll(/[^ -~]/g, ' ');
}
