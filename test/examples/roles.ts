import type { Attempt } from '../../model/access/can';

/** The virtual hosts of the example `access`. */
export const environments = ['/dev', '/prod'] as const;
type Environment = (typeof environments)[number];

/** Everything that is tried, by the name under which the table below knows it. */
export const attempts: Readonly<Record<string, Attempt>> = {
  'publish order': { action: 'publish', exchange: 'app.events', key: 'order.created' },
  'publish other key': { action: 'publish', exchange: 'app.events', key: 'user.created' },
  'publish elsewhere': { action: 'publish', exchange: 'amq.topic', key: 'order.created' },
  'publish to queue': { action: 'publish', exchange: '', key: 'app.orders' },
  'consume orders': { action: 'consume', queue: 'app.orders' },
  'get orders': { action: 'get', queue: 'app.orders' },
  'get audit': { action: 'get', queue: 'audit' },
  'purge orders': { action: 'purge', queue: 'app.orders' },
  'declare app': { action: 'declare', queue: 'app.new' },
  'declare other': { action: 'declare', queue: 'other' },
  'declare exchange': { action: 'declare', exchange: 'app.new' },
  'bind orders': { action: 'bind', queue: 'app.orders', exchange: 'app.events', key: '#' },
  'unbind orders': { action: 'unbind', queue: 'app.orders', exchange: 'app.events', key: '#' },
  'bind exchange': { action: 'bind', destination: 'app.events', exchange: 'amq.topic', key: '#' },
  'unbind exchange': { action: 'unbind', destination: 'app.events', exchange: 'amq.topic', key: '#' },
  // A quorum queue cannot be named by the server, which is said before permissions are looked at.
  'subscribe by a queue of its own': { action: 'declare', queue: '', arguments: { 'x-queue-type': 'classic' } },
  'delete other': { action: 'delete', queue: 'other' },
  'delete app': { action: 'delete', queue: 'app.new' },
  'delete exchange': { action: 'delete', exchange: 'app.new' },
};

const all = Object.keys(attempts);
const read = ['consume orders', 'get orders', 'purge orders'];
const nothing: readonly string[] = [];

/** What each may do, by virtual host; all else it may not. */
export const may: Readonly<Record<string, Readonly<Record<Environment, readonly string[]>>>> = {
  admin_user: { '/dev': all, '/prod': all },
  monitor_user: { '/dev': nothing, '/prod': nothing },
  producer_user: { '/dev': nothing, '/prod': ['publish order', 'publish other key'] },
  consumer_user: { '/dev': nothing, '/prod': read },
  dev_user: { '/dev': all, '/prod': nothing },
  prod_user: { '/dev': nothing, '/prod': ['publish order', ...read] },
  registration_user: { '/dev': nothing, '/prod': ['publish other key'] },
};
