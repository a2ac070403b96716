import type { UserDefinition } from '../../../model/topology/topology';
import type { BrokerChange } from '../broker-change';
import { destroyed, type Change } from '../change';
import type { ReviewFinding } from '../finding';
import { reasonOf } from '../reason';
import { count } from '../wording';

/** What a plan does with users: never with what their passwords are. */
export function reviewUsers({ changes, before }: BrokerChange): readonly ReviewFinding[] {
  return [
    ...destroyed(changes.rabbitmq_user).map((user): ReviewFinding => {
      const { name } = user.before;
      const permissions = before.permissions.filter((permission) => permission.user === name).length;
      return {
        effect: 'availability',
        change: `user/${user.action}d`,
        object: { type: 'user', vhost: null, name },
        at: user.address,
        message:
          `is ${user.action}d: its connections are closed, and its permissions go` +
          (permissions > 0 ? ` in ${count(permissions, 'virtual host')}` : ''),
        because: reasonOf(user),
      };
    }),
    ...changes.rabbitmq_user
      .filter(({ action }) => action === 'create' || action === 'update')
      .flatMap((user) => [...otherUser(user)]),
  ];
}

function* otherUser({
  address: at,
  action,
  before,
  after,
  hasNewSecret,
}: Change<UserDefinition>): Iterable<ReviewFinding> {
  const object = { type: 'user', vhost: null, name: after?.name ?? '' };
  const [old, tags] = [before?.tags ?? [], after?.tags ?? []];
  if (action === 'create') {
    const with_ = tags.length > 0 ? `, with the tags ${tags.join(', ')}` : '';
    yield { effect: 'online', change: 'user/created', object, at, message: `is created${with_}` };
    return;
  }
  const [gained, lost] = [tags.filter((tag) => !old.includes(tag)), old.filter((tag) => !tags.includes(tag))];
  if (gained.length + lost.length > 0) {
    const parts = [
      ...(gained.length > 0 ? [`gets the tags ${gained.join(', ')}`] : []),
      ...(lost.length > 0 ? [`loses the tags ${lost.join(', ')}`] : []),
    ];
    const powers = gained.flatMap((tag) => (Object.hasOwn(tagPowers, tag) ? [tagPowers[tag]] : []));
    const message = [parts.join(' and '), ...powers].join('; ');
    yield {
      effect: 'access',
      change: gained.length > 0 ? 'user/tags-widened' : 'user/tags-narrowed',
      object,
      at,
      message,
    };
  }
  if (hasNewSecret) {
    const message = 'gets another password: open connections stay, and the next ones need the new one';
    const remedy = 'hand the new password to its clients before they reconnect';
    yield { effect: 'access', change: 'user/password-rotated', object, at, message, remedy };
  }
}

const tagPowers: Readonly<Record<string, string>> = {
  administrator: 'it may then change every virtual host, user and permission',
  policymaker: 'it may then set policies and parameters where it has permissions',
  impersonator: 'it may then publish in the name of other users',
  monitoring: 'it may then see all virtual hosts, connections and nodes',
};
