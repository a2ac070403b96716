import { count, destroyed, reasonOf, type BrokerChange } from '../broker-change';
import type { ReviewFinding } from '../finding';
import type { PlannedResource } from '../../terraform/plan';

/** What a plan does with users: never with what their passwords are. */
export function reviewUsers(change: BrokerChange): readonly ReviewFinding[] {
  return [
    ...destroyed(change, 'rabbitmq_user').map((resource): ReviewFinding => {
      const name = String(resource.before['name']);
      const permissions = change.before.permissions.filter(({ user }) => user === name).length;
      return {
        effect: 'availability',
        change: `user/${resource.action}d`,
        object: { type: 'user', vhost: null, name },
        at: resource.address,
        message:
          `is ${resource.action}d: its connections are closed, and its permissions go` +
          (permissions > 0 ? ` in ${count(permissions, 'virtual host')}` : ''),
        because: reasonOf(resource),
      };
    }),
    ...change.resources
      .filter(({ type, action }) => type === 'rabbitmq_user' && (action === 'create' || action === 'update'))
      .flatMap((resource) => [...otherUser(resource)]),
  ];
}

function* otherUser({
  address: at,
  action,
  before = {},
  after = {},
  unknown,
}: PlannedResource): Iterable<ReviewFinding> {
  const object = { type: 'user', vhost: null, name: String(after['name']) };
  const [old, tags] = [tagsOf(before), tagsOf(after)];
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
  if (unknown['password'] === true || before['password'] !== after['password']) {
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

function tagsOf({ tags }: PlannedResource['unknown']): readonly string[] {
  return Array.isArray(tags) ? tags.map(String) : [];
}
