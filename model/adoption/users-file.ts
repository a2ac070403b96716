import { call, literal, print, raw } from './expression';
import { camelCase, idOf, keywords, Names, reservedIds } from './identifiers';
import { SourceFile } from './source-file';

/** The properties of the class `Users`, by user. */
export function userProperties(users: readonly string[]): ReadonlyMap<string, string> {
  const names = new Names([...keywords, ...reservedIds, 'node', 'broker', 'scope', 'id', 'prototype']);
  return new Map(
    users.map((user) => [user, names.give([camelCase(user, 'user'), `${camelCase(user, 'user')}User`], '')]),
  );
}

/** Writes the file of the users: they are referred to, and stay as they are. */
export function usersFile(properties: ReadonlyMap<string, string>): string {
  const file = new SourceFile();
  const ids = new Names(reservedIds);
  file.use('constructs', 'Construct');
  file.use('rabbitmq-cdk', 'type BrokerRef', 'User', 'type UserRef');
  file.add(
    '/** The users of the broker: their passwords, tags and limits stay as they are. */',
    'export class Users extends Construct {',
    ...[...properties.values()].map((property) => `  readonly ${property}: UserRef;`),
    '',
    '  constructor(scope: Construct, id: string, broker: BrokerRef) {',
    '    super(scope, id);',
  );
  for (const [user, property] of properties) {
    const id = ids.give([idOf(user, 'user')], '-');
    const start = `this.${property} = `;
    const made = call('User.fromUserName', raw('this'), literal(id), raw('broker'), literal(user));
    file.add(`    ${start}${print(made, 4, start.length + 1)};`);
  }
  file.add('  }', '}');
  return file.toString();
}
