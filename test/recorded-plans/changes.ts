import { Size } from '../../model/units/size';
import type { ClusterStackProps } from '../../stacks/cluster';
import type { ShopProps } from './shop';

/** What the node's name ends with in the change that renames it. */
export const renamedSuffix = '-renamed';

/** A change of the shop: how it is declared afterwards, and what is asked of Terraform beside. */
export interface Change {
  readonly after: ShopProps;
  /** Addresses that are to be made anew though nothing about them changes, as `terraform plan -replace` takes them. */
  readonly replace?: readonly string[];
  /** Whether the state forgets first all that is declared on the broker. */
  readonly isForgotten?: boolean;
  /**
   * How it is declared to come back from the change.
   * @default - as it is without props
   */
  readonly back?: ShopProps;
}

/** A change of a cluster. */
export interface ClusterChange {
  readonly after: ClusterStackProps;
  /**
   * The addresses that are planned, with all that they need.
   * @default - all
   */
  readonly targets?: readonly string[];
}

/** One of every kind of change, by the name of its recorded plan. All start from the shop as it is without props. */
export const changes = {
  'no-change': { after: {} },
  'queue-replaced': { after: { ordersMaxPriority: 10 } },
  'queue-replaced-for-a-policy-setting': { after: { emailsArguments: { 'x-message-ttl': 7_200_000 } } },
  'queue-deleted': { after: { without: ['orders'] } },
  'queue-created': { after: { returnsQueue: true } },
  'stream-deleted': { after: { without: ['audit'] } },
  'protected-queue-replaced': {
    after: { emailsArguments: { 'x-message-ttl': 7_200_000 }, emailsRemovalPolicy: 'protect' },
  },
  'exchange-replaced': { after: { eventsType: 'fanout' } },
  'exchange-replaced-silently': { after: { legacyType: 'fanout' } },
  'exchange-deleted': { after: { without: ['events'] } },
  'vhost-deleted': { after: { without: ['archive'] } },
  'vhost-renamed': { after: { archiveName: 'attic' } },
  'vhost-limited': { after: { shopMaxConnections: 10 } },
  'binding-removed': { after: { without: ['paid'] } },
  'binding-changed': { after: { paidKey: 'order.settled' } },
  'policy-lowered': { after: { limits: { maxLength: 100 } } },
  'policy-raised': { after: { limits: { maxLength: 5_000 } } },
  'policy-stops-applying': { after: { limits: { deliveryLimit: 3 } } },
  'policy-narrowed': { after: { limits: { pattern: '^orders$' } } },
  'policy-removed': { after: { without: ['limits'] } },
  'policy-shadowed': { after: { urgent: 50 } },
  'operator-policy-added': { after: { operatorMaxLength: 10 } },
  'permissions-widened': { after: { apiPermissions: { write: '^(events|legacy)$', read: '^invoices$' } } },
  'permissions-narrowed': { after: { apiPermissions: { write: '' } } },
  'permissions-wildcard': { after: { apiPermissions: { configure: '.*', write: '.*', read: '.*' } } },
  'topic-permissions-added': { after: { apiTopics: '^order\\.' } },
  'user-becomes-administrator': { after: { apiTags: ['administrator'] } },
  'user-deleted': { after: { without: ['worker'] } },
  'password-rotated': { after: {}, replace: ['random_password.api_Password_78FBC5D5'] },
  'administrator-password-rotated': { after: {}, replace: ['random_password.broker_Password_34C29E89'] },
  'node-replaced': { after: { broker: { conf: { channel_max: 100 } } } },
  'node-replaced-for-memory': { after: { broker: { memory: Size.mebibytes(1_100) } } },
  'volume-replaced': { after: { nodeSuffix: renamedSuffix } },
  'construct-renamed': {
    after: { invoices: { id: 'bills', movedFrom: 'invoices' } },
    back: { invoices: { id: 'invoices', movedFrom: 'bills' } },
  },
  'construct-renamed-unsaid': { after: { invoices: { id: 'bills' } } },
  'everything-imported': { after: { isImported: true }, isForgotten: true },
} satisfies Readonly<Record<string, Change>>;

/** Changes of a cluster of three nodes that is as it is without props. */
export const clusterChanges = {
  'cluster-nodes-replaced': { after: { memory: Size.mebibytes(1_100) } },
  'cluster-node-replaced': {
    after: { memory: Size.mebibytes(1_100) },
    targets: ['docker_container.broker_Node2_91D065DB'],
  },
} satisfies Readonly<Record<string, ClusterChange>>;

/** Several changes at once, as a pull request has them. They must not be of the same thing. */
export function together(names: readonly (keyof typeof changes)[]): Change {
  const all: readonly Change[] = names.map((name) => changes[name]);
  const after = all.reduce<ShopProps>((one, { after: other }) => {
    const twice = Object.keys(other).filter((key) => key in one && !['without', 'broker'].includes(key));
    if (twice.length > 0) throw new Error(`${names.join(', ')}: more than one of them changes ${twice.join(', ')}`);
    const without = [...(one.without ?? []), ...(other.without ?? [])];
    return { ...one, ...other, without, broker: { ...one.broker, ...other.broker } };
  }, {});
  return { after, replace: all.flatMap(({ replace = [] }) => replace) };
}
