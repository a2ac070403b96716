import { deprecated, hazard, refused, type Finding } from '../../finding';
import { confKindOf, isSecretKey } from '../conf-schema/conf-kind';
import { recordedVersionOf, schemaEntryOf, starredKeyOf } from '../conf-schema/conf-key';
import { deprecationOf, formerKey, ignoredBy } from '../conf-schema/conf-notes';
import type { SchemaEntry } from '../conf-schema/schema-entry';
import { portFault } from '../conf-schema/port-fault';
import { textFault } from '../conf-schema/text-fault';
import { keyFault, relationFaults } from '../rabbitmq-conf';
import { isAtLeast, type ServerVersion } from '../server-version';
import { parseConf, type ConfLine, type ConfText, type Place } from './parse';

/** A finding about a file of rabbitmq.conf's kind, with its place there. */
export type ConfFinding = Finding & Place;

/**
 * What a server would say to its rabbitmq.conf, and what it would not say: in the order of the lines.
 * @param content - the text of the file
 * @param file - what to call it
 */
export function judgeConf(content: string, file: string, version: ServerVersion): ConfFinding[] {
  const conf = parseConf(content);
  const judge = new Judge(file, version, conf);
  return [
    ...judge.syntax(),
    ...conf.settings.flatMap((setting) => [...judge.setting(setting)]),
    ...judge.relations(),
  ].sort((one, other) => one.line - other.line || one.column - other.column);
}

/** Whether a text is meant to be one of rabbitmq.conf's kind: it has a line that is a setting, and is no JSON. */
export function isConf(content: string): boolean {
  return !/^\ufeff?\s*[{[]/.test(content) && parseConf(content).settings.length > 0;
}

class Judge {
  constructor(
    private readonly file: string,
    private readonly version: ServerVersion,
    private readonly conf: ConfText,
  ) {}

  *syntax(): Iterable<ConfFinding> {
    const { hasByteOrderMark, faults, includes } = this.conf;
    const start = { line: 1, column: 1 };
    if (hasByteOrderMark && !readsByteOrderMarks(this.version)) {
      yield this.told(refused, '', start, 'conf/syntax', 'it begins with a byte order mark', 'save it without one');
    }
    for (const { at, line } of faults) {
      const [message, remedy] = syntaxFault(line);
      yield this.told(refused, '', at, 'conf/syntax', `${message}; the server reads nothing of the file`, remedy);
    }
    for (const { path, at } of includes) {
      yield this.told(
        hazard,
        '',
        at,
        'conf/include',
        `what '${path}' says was not looked at, and may say otherwise than this file`,
        'check that file too, or put files into conf.d, which the server reads in the order of their names',
      );
    }
  }

  *setting(setting: ConfLine): Iterable<ConfFinding> {
    const { key, at } = setting;
    const starred = starredKeyOf(key);
    const ignored = ignoredBy(key, this.version);
    const entry = schemaEntryOf(key, this.version);
    if (entry === undefined || formerKey(key) !== undefined) {
      const [message = '', remedy = leaveOut] = split(keyFault(key, this.version) ?? '');
      const rule = starred === undefined && formerKey(key) === undefined ? 'conf/unknown-key' : 'conf/unsupported-key';
      yield this.told(refused, key, at, rule, message, remedy);
    } else {
      if (ignored !== undefined)
        yield this.told(hazard, key, at, 'conf/ignored-key', `it ${ignored.because}`, ignored.remedy);
      const note = deprecationOf(key, this.version);
      if (note !== undefined)
        yield this.told(deprecated, key, at, 'conf/deprecated-key', `it ${note.because}`, note.remedy);
      if (entry.renamedTo !== undefined) {
        yield this.told(deprecated, key, at, 'conf/renamed-key', 'it is an old name', `write '${entry.renamedTo}'`);
      }
      yield* this.value(setting, entry);
    }
    yield* this.reading(setting, starred !== undefined && isSecretKey(starred));
  }

  /** What settings come to together. */
  *relations(): Iterable<ConfFinding> {
    const last = new Map(this.conf.settings.map((setting) => [setting.key, setting]));
    for (const setting of this.conf.settings) {
      const winner = last.get(setting.key);
      if (winner === undefined || winner === setting) continue;
      yield this.told(
        hazard,
        setting.key,
        setting.at,
        'conf/key-twice',
        `it is given again in line ${winner.at.line}, which wins`,
        'leave one out',
      );
    }
    yield* this.loopback([...last.values()]);
    for (const fault of relationFaults([...last.keys()])) {
      const [, key = ''] = /^'([^']+)'/.exec(fault) ?? [];
      const [message = '', remedy = 'give it'] = split(fault);
      const told = fault.includes('are mutually exclusive') ? hazard : refused;
      yield this.told(told, key, last.get(key)?.at ?? { line: 1, column: 1 }, 'conf/relation', message, remedy);
    }
  }

  /** Users who are named replace the default, which is guest alone (seen on 4.0.5 and 4.3.6). */
  private *loopback(settings: readonly ConfLine[]): Iterable<ConfFinding> {
    const named = settings.filter(({ key }) => key.startsWith('loopback_users.'));
    const spoken = (key: string, value?: string) =>
      settings.some((setting) => setting.key === key && (value === undefined || setting.value === value));
    const isMeant = spoken('loopback_users.guest') || spoken('loopback_users', 'none');
    const [first] = named;
    if (first === undefined || isMeant || (spoken('default_user') && !spoken('default_user', 'guest'))) return;
    const message = "it replaces the default, which restricts 'guest': that user may then log in from anywhere";
    const remedy = 'write loopback_users.guest = true beside it, or false if that is meant';
    yield this.told(hazard, first.key, first.at, 'conf/loopback-guest', message, remedy);
  }

  private *value(setting: ConfLine, entry: SchemaEntry): Iterable<ConfFinding> {
    const { key, value, valueAt } = setting;
    const told = (rule: string, message: string, remedy: string) =>
      this.told(refused, key, valueAt, rule, message, remedy);
    if (/\$\(.*\)/.test(value)) return;
    const secret = confKindOf(key)?.isSecret === true;
    const fault = textFault(entry, value, this.version) ?? portFault(key, value);
    if (fault !== undefined) {
      yield told('conf/value', `it must be ${fault}, got ${secret ? 'a secret' : show(value)}`, 'correct the value');
    } else if (entry.types.some((type) => type === 'binary' || type === 'tagged') && /[^\0-\xff]/.test(value)) {
      yield told('conf/value', 'it holds a character beyond Latin-1, which stops the boot', 'write it in ASCII');
    } else if (entry.types.includes('tagged') && key !== 'definitions.https.url' && isTagged(value)) {
      yield told(
        'conf/encrypted-value',
        'letters and digits before a colon make it an encrypted value, which the server cannot decrypt',
        'choose a secret without that colon, or encrypt it: encrypted:…',
      );
    }
  }

  /** Where the server reads another value than the one that seems to stand there. */
  private *reading(setting: ConfLine, isSecret: boolean): Iterable<ConfFinding> {
    const { key, value, valueAt, cut, isQuoted } = setting;
    const told = (rule: string, message: string, remedy: string) =>
      this.told(hazard, key, valueAt, rule, message, remedy);
    if (cut !== undefined) {
      yield told(
        'conf/cut-value',
        "'#' begins a comment here, and cuts the value",
        "put the value in single quotes, or a blank before '#'",
      );
    }
    if (!isQuoted && /^".*"$/.test(value)) {
      yield told(
        'conf/double-quotes',
        'the double quotes are part of the value',
        'leave them out, or use single quotes',
      );
    }
    if (key.startsWith('loopback_users.') && value !== 'true' && value !== 'false') {
      yield told(
        'conf/loopback-user',
        "only 'true' restricts a user to the loopback interface; any other word is taken for false",
        "write true to restrict the user, or false to say that it isn't",
      );
    }
    if (/[^\0-\x7f]/.test(value)) {
      yield told(
        'conf/not-ascii',
        'the server takes each of its characters for one byte, in Latin-1',
        'write it in ASCII',
      );
    }
    const needed = /\$\(([^)]*)\)/.exec(value)?.[1];
    if (needed !== undefined && !isSecret) yield* this.substitution(setting, needed);
    if (isSecret && isClear(value)) {
      yield told(
        'conf/clear-text-secret',
        'it is a secret in clear text',
        "put it into a file of its own that few may read, or encrypt it with 'rabbitmqctl encode' and write encrypted:…",
      );
    }
  }

  private *substitution({ key, valueAt }: ConfLine, needed: string): Iterable<ConfFinding> {
    const isGiven = this.conf.settings.some((other) => other.key === needed.trim());
    const told = isGiven ? hazard : refused;
    yield this.told(
      told,
      key,
      valueAt,
      'conf/substitution',
      isGiven
        ? `the server puts the value of '${needed}' in the place of '$(${needed})'`
        : `the server looks for a key '${needed}' because of '$(…)', and does not boot without it`,
      'give the key, or write the value itself',
    );
  }

  private told(
    kind: typeof refused,
    key: string,
    { line, column }: Place,
    rule: string,
    message: string,
    remedy: string,
  ): ConfFinding {
    const object =
      key === '' ? { type: 'file', vhost: null, name: this.file } : { type: 'setting', vhost: null, name: key };
    const at = key === '' ? this.file : `${this.file}#${key}`;
    return { ...kind({ object, at }, rule, message, remedy), line, column };
  }
}

const leaveOut = 'remove it';

/** Since 4.2.8 and 4.3.2, whose cuttlefish is 3.9. */
function readsByteOrderMarks(version: ServerVersion): boolean {
  const [, minor] = recordedVersionOf(version).split('.').map(Number);
  return isAtLeast(version, minor === 3 ? '4.3.2' : '4.2.8');
}

function syntaxFault(line: string): readonly [string, string] {
  if (/^[^=]*=[ \t]*$/.test(line)) return ['the key has no value', "give one, or '' for an empty one"];
  if (/=[ \t]*'[^']*'/.test(line))
    return ['something follows the closing quote', 'leave the quotes out, or what follows'];
  if (/^\[|^\{|^[}\])]|\.$|,$/.test(line) && !line.includes('='))
    return ['it is no setting', 'write KEY = VALUE; Erlang terms belong into advanced.config'];
  if (line.includes('=')) {
    return ['the key is none', 'write words of letters, digits, - and _ with dots between them'];
  }
  return ['it is no setting', 'write KEY = VALUE, or # before a comment'];
}

/** Whether cuttlefish takes what is before the colon for a tag, which is none that the server can undo. */
function isTagged(value: string): boolean {
  return /^\w+:./.test(value) && !value.startsWith('encrypted:');
}

/** Whether a secret stands there, and nothing that a program replaces by it: `${…}`, `{{ … }}`, `%…%`, `<…>`, `@…@`. */
function isClear(value: string): boolean {
  return (
    value !== '' &&
    !value.startsWith('encrypted:') &&
    !/^(?:\$\{.*\}|\$\w+|\{\{.*\}\}|<.*>|%.*%|@.*@|__.*__|\$\(.*\))$/s.test(value)
  );
}

function show(value: string): string {
  return value.length > 60 ? `'${value.slice(0, 57)}…'` : `'${value}'`;
}

/** A message and its remedy. */
function split(fault: string): readonly string[] {
  const at = fault.lastIndexOf('; ');
  return at === -1 ? [fault] : [fault.slice(0, at), fault.slice(at + 2)];
}
