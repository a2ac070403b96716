import { count, destroyed, list, objectOf, reasonOf, type BrokerChange } from '../broker-change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import type { Attributes } from '../../terraform/plan';

/** What a plan does with virtual hosts, and so with all that is in them. */
export function reviewVhosts(change: BrokerChange): readonly ReviewFinding[] {
  return [
    ...destroyed(change, 'rabbitmq_vhost').map((resource): ReviewFinding => {
      const { address: at, before, after, action } = resource;
      const object = objectOf('vhost', before);
      const said = action === 'delete' || after === undefined ? 'is deleted' : 'is replaced';
      return {
        effect: 'data',
        change: said === 'is deleted' ? 'vhost/deleted' : 'vhost/replaced',
        object: { ...object, vhost: object.name },
        at,
        message: `${said} with everything in it: ${contents(change, object.name)}`,
        because:
          differences(named(before), named(after ?? before))
            .map(showDifference)
            .join(', ') || reasonOf(resource),
        now: change.live?.vhost(object.name),
      };
    }),
    ...change.resources.flatMap((resource): readonly ReviewFinding[] => {
      const { address: at, type, action, before = {}, after = {} } = resource;
      if (type !== 'rabbitmq_vhost' || (action !== 'create' && action !== 'update')) return [];
      const object = { ...objectOf('vhost', after), vhost: String(after['name']) };
      if (action === 'create') {
        return [{ effect: 'online', change: 'vhost/created', object, at, message: 'is created' }];
      }
      return [updated(object, at, before, after)];
    }),
  ];
}

function updated(object: ReviewFinding['object'], at: string, before: Attributes, after: Attributes): ReviewFinding {
  const changes = differences(before, after);
  const closes = changes.some(({ key, after: value }) => key === 'max_connections' && value === '0');
  const limits = changes.some(({ key }) => key.startsWith('max_'))
    ? '; what is there beyond a limit stays, and no more comes'
    : '';
  return {
    effect: closes ? 'availability' : 'online',
    change: 'vhost/updated',
    object,
    at,
    message: `changes ${changes.map(showDifference).join(', ')}${closes ? '; nobody can connect to it any more' : limits}`,
  };
}

function named({ name }: Attributes): Attributes {
  return { name };
}

function contents({ before, live }: BrokerChange, vhost: string): string {
  const within = <T extends { readonly vhost: string }>(elements: readonly T[]) =>
    elements.filter((element) => element.vhost === vhost);
  const queues = new Set([...within(before.queues), ...within(live?.queues ?? [])].map(({ name }) => name));
  const names = [...queues].sort();
  const exchanges = within(before.exchanges).length;
  const permissions = within(before.permissions).length;
  const parts = [
    names.length > 0 ? `${count(names.length, 'queue')} (${list(names)}) with all messages` : '',
    exchanges > 0 ? count(exchanges, 'exchange') : '',
    permissions > 0 ? `the permissions of ${count(permissions, 'user')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing that is declared here' : parts.join(', ');
}
