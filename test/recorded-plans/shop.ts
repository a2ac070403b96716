import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Binding as BindingResource } from '@cdktf/provider-rabbitmq/lib/binding';
import { OperatorPolicy } from '@cdktf/provider-rabbitmq/lib/operator-policy';
import { TopicPermissions } from '@cdktf/provider-rabbitmq/lib/topic-permissions';
import { Permissions } from '../../constructs/access/permissions';
import { User, type UserTag } from '../../constructs/access/user';
import { DockerBroker, type DockerBrokerOptions } from '../../constructs/docker/docker-broker';
import { DockerEngine } from '../../constructs/docker/docker-engine';
import { Binding } from '../../constructs/topology/binding';
import { BrokerPolicy, type BrokerPolicyProps } from '../../constructs/topology/policies/broker-policy';
import { ClassicQueue } from '../../constructs/topology/queues/classic-queue';
import { DirectExchange } from '../../constructs/topology/exchanges/direct-exchange';
import { FanoutExchange } from '../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { StreamQueue } from '../../constructs/topology/queues/stream-queue';
import { TopicExchange } from '../../constructs/topology/exchanges/topic-exchange';
import { importExisting } from '../../constructs/terraform/import-existing';
import { movedFrom } from '../../constructs/terraform/moved-from';
import { Vhost } from '../../constructs/topology/vhost';
import type { RemovalPolicy } from '../../constructs/terraform/removal-policy';
import type { ArgumentTable } from '../../model/topology/topology';

/** What of the shop may be other than it is at first. */
export interface ShopProps {
  readonly broker?: DockerBrokerOptions;
  /** What whoever names the node puts behind its name. */
  readonly nodeSuffix?: string;
  readonly ordersMaxPriority?: number;
  readonly emailsArguments?: ArgumentTable;
  readonly emailsRemovalPolicy?: RemovalPolicy;
  readonly invoices?: Invoices;
  readonly returnsQueue?: boolean;
  readonly without?: readonly ('orders' | 'emails' | 'audit' | 'events' | 'archive' | 'worker' | 'limits' | 'paid')[];
  readonly eventsType?: 'topic' | 'fanout';
  readonly legacyType?: 'direct' | 'fanout';
  readonly archiveName?: string;
  readonly shopMaxConnections?: number;
  readonly paidKey?: string;
  readonly limits?: Partial<BrokerPolicyProps>;
  readonly urgent?: BrokerPolicyProps['maxLength'];
  readonly operatorMaxLength?: number;
  readonly apiPermissions?: { readonly configure?: string; readonly write?: string; readonly read?: string };
  readonly apiTags?: readonly UserTag[];
  readonly apiTopics?: string;
  readonly isImported?: boolean;
}

/** The construct of the queue `invoices`. */
interface Invoices {
  readonly id: string;
  /** The id that it had before. */
  readonly movedFrom?: string;
}

/** A broker and what a small shop declares on it: something of every kind that a plan can change. */
export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ShopProps = {}) {
    super(scope, id);
    const has = (name: NonNullable<ShopProps['without']>[number]) => !(props.without ?? []).includes(name);
    const engine = new DockerEngine(this, 'docker');
    const broker = new DockerBroker(this, 'broker', { engine, removalPolicy: 'destroy', ...props.broker });
    const vhost = new Vhost(this, 'shop', { broker, maxConnections: props.shopMaxConnections });
    const limits = { maxLength: 1_000, ...props.limits };
    if (has('limits')) {
      new BrokerPolicy(this, 'limits', { vhost, pattern: '^(orders|emails)$', applyTo: 'queues', ...limits });
    }
    if (props.urgent !== undefined) {
      const maxLength = props.urgent;
      new BrokerPolicy(this, 'urgent', { vhost, pattern: '^orders$', applyTo: 'queues', priority: 10, maxLength });
    }
    if (props.operatorMaxLength !== undefined) {
      new OperatorPolicy(this, 'ceiling', {
        name: 'ceiling',
        vhost: vhost.vhostName,
        policy: {
          pattern: '.*',
          priority: 0,
          applyTo: 'queues',
          definition: { 'max-length': String(props.operatorMaxLength) },
        },
        provider: broker.provider,
        dependsOn: [...vhost.dependencies],
      });
    }
    const Events = props.eventsType === 'fanout' ? FanoutExchange : TopicExchange;
    const events = has('events') ? new Events(this, 'events', { vhost }) : undefined;
    if (has('orders')) {
      const orders = new ClassicQueue(this, 'orders', { vhost, maxPriority: props.ordersMaxPriority ?? 5 });
      if (events !== undefined) {
        orders.bindTo(events, 'order.created');
        const routingKey = props.paidKey ?? 'order.paid';
        if (has('paid')) new Binding(this, 'paid', { source: events, destination: orders, routingKey });
      }
    }
    if (has('emails')) {
      const emails = new QuorumQueue(this, 'emails', {
        vhost,
        arguments: props.emailsArguments ?? { 'x-message-ttl': 3_600_000 },
        removalPolicy: props.emailsRemovalPolicy,
      });
      if (events !== undefined) emails.bindTo(events, 'order.#');
    }
    if (has('audit')) {
      const audit = new StreamQueue(this, 'audit', { vhost });
      if (events !== undefined) audit.bindTo(events, '#');
    }
    if (props.returnsQueue === true) new QuorumQueue(this, 'returns', { vhost });
    this.invoices(vhost, props);
    if (has('archive')) {
      const archive = new Vhost(this, 'archive', { broker, vhostName: props.archiveName });
      new QuorumQueue(this, 'archived', { vhost: archive });
    }
    this.users(vhost, props);
    if (props.isImported === true) importExisting(this);
    new TerraformOutput(this, 'amqp', { value: broker.amqpAddress });
    new TerraformOutput(this, 'password', { value: broker.adminPassword.value, sensitive: true });
  }

  /** A queue that is bound by a resource that does not know that its exchange may be replaced. */
  private invoices(vhost: Vhost, props: ShopProps): void {
    const { id, movedFrom: previous } = props.invoices ?? { id: 'invoices' };
    const invoices = new QuorumQueue(this, id, { vhost, queueName: 'invoices' });
    if (previous !== undefined) movedFrom(invoices, previous);
    const Legacy = props.legacyType === 'fanout' ? FanoutExchange : DirectExchange;
    const legacy = new Legacy(this, 'legacy', { vhost });
    new BindingResource(this, 'legacy-invoices', {
      vhost: vhost.vhostName,
      source: legacy.exchangeName,
      destination: invoices.queueName,
      destinationType: 'queue',
      routingKey: 'invoice',
      provider: vhost.broker.provider,
      dependsOn: [...legacy.dependencies, ...invoices.dependencies],
    });
  }

  private users(vhost: Vhost, { apiPermissions, apiTags, apiTopics, without = [] }: ShopProps): void {
    const { broker } = vhost;
    const api = new User(this, 'api', { broker, tags: apiTags });
    new Permissions(this, 'api-in-shop', { user: api, vhost, write: '^(events)$', ...apiPermissions });
    if (apiTopics !== undefined) {
      new TopicPermissions(this, 'api-topics', {
        user: api.userName,
        vhost: vhost.vhostName,
        permissions: [{ exchange: 'events', write: apiTopics, read: '.*' }],
        provider: broker.provider,
        dependsOn: [...api.dependencies, ...vhost.dependencies],
      });
    }
    if (without.includes('worker')) return;
    new User(this, 'worker', { broker, permissions: [{ vhost, read: '^(orders|emails)$' }] });
  }
}
