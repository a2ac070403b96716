import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { vhostResource } from '../../model/provider/vhosts';
import type { ParameterDefinition, QueueType } from '../../model/topology/topology';
import { letAdministratorsIn, VhostGrants } from '../access/vhost-grants';
import { definitionsOnly } from '../terraform/topology-by';
import { declareImported } from '../declared/declare-imported';
import { declareResource } from '../declared/declare-resource';
import { lifecycleOf, type RemovalPolicy } from '../terraform/removal-policy';
import { refuse } from '../terraform/validation-error';
import { limitFaults } from '../terraform/number-faults';
import { isTakenOver, keepWhenTakenOver } from '../terraform/import-existing';
import { omitUndefined } from '../terraform/provider-arguments';
import { nameFaults } from '../terraform/provider-limits';
import { VhostPolicies } from './policies/vhost-policies';
import type { BrokerRef, VhostRef } from '../references';
import { checkProps } from '../props/check-props';
import { checkCall } from '../../model/props/check-call';

/** A virtual host: the namespace in which exchanges, queues and policies live. */
export interface IVhost extends VhostRef {
  /** What users may do in it. */
  readonly grants: VhostGrants;
  /** The fragments of policies that apply in it. */
  readonly policies: VhostPolicies;
}

export interface VhostProps {
  /** The broker that holds the virtual host. */
  readonly broker: BrokerRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly vhostName?: string;
  /**
   * What it is for, as the management UI shows it.
   * @token
   * @default - none
   */
  readonly description?: string;
  /**
   * Tags by which virtual hosts are grouped. Only boot definitions can carry them.
   * @see https://www.rabbitmq.com/docs/vhosts#metadata
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * The type of the queues that applications declare without `x-queue-type`. Queues that are not durable, exclusive or
   * auto-deleted stay classic whatever it says. Another type than before is refused (406) to every application that declares
   * its queue again without one. `node-default` says nothing to the broker: a new virtual host gets what `default_queue_type`
   * of rabbitmq.conf says, classic unless it is set, and one that exists keeps the type that it has.
   * @see https://www.rabbitmq.com/docs/vhosts#default-queue-type
   * @default 'quorum'; 'node-default' where it is taken over by `importExisting`. RabbitMQ's own is classic
   */
  readonly defaultQueueType?: QueueType | 'node-default';
  /**
   * The most client connections at a time; 0 allows none.
   * @see https://www.rabbitmq.com/docs/vhosts#limits
   * @default - no limit
   */
  readonly maxConnections?: number;
  /**
   * The most queues; 0 allows none.
   * @default - no limit
   */
  readonly maxQueues?: number;
  /**
   * Whether the firehose tracer publishes a copy of every message of this virtual host: for debugging only.
   * @see https://www.rabbitmq.com/docs/firehose
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Whether a plan may destroy it with all that is in it.
   * @default - as the broker's
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Declares a virtual host.
 * @see https://www.rabbitmq.com/docs/vhosts
 */
export class Vhost extends Construct implements IVhost {
  /** Refers to a virtual host that exists already, such as `/`, which every broker makes at its first boot. */
  static fromVhostName(scope: Construct, id: string, broker: BrokerRef, vhostName: string): IVhost {
    checkCall('Vhost.fromVhostName', [scope, id, broker, vhostName]);
    class Import extends Construct implements IVhost {
      readonly vhostName = vhostName;
      readonly broker = broker;
      readonly dependencies = broker.dependencies;
      readonly removalPolicy = broker.removalPolicy;
      readonly grants: VhostGrants = new VhostGrants(this);
      readonly policies: VhostPolicies = new VhostPolicies(this);

      constructor() {
        super(scope, id);
        this.dependencies = [...this.dependencies, ...letAdministratorsIn(this)];
      }
    }
    const imported = new Import();
    declareImported(imported, broker, { vhosts: [{ name: vhostName }] });
    return imported;
  }

  readonly vhostName: string;
  readonly broker: BrokerRef;
  readonly dependencies: readonly ITerraformDependable[];
  readonly removalPolicy: RemovalPolicy;
  readonly grants: VhostGrants = new VhostGrants(this);
  readonly policies: VhostPolicies = new VhostPolicies(this);

  constructor(scope: Construct, id: string, props: VhostProps) {
    checkProps(scope, id, 'VhostProps', props);
    super(scope, id);
    const { broker, description, maxConnections, maxQueues, tracing = false } = props;
    this.vhostName = props.vhostName ?? id;
    this.broker = broker;
    this.removalPolicy = props.removalPolicy ?? broker.removalPolicy;
    refuse(
      this,
      nameFaults('vhostName', this.vhostName, broker),
      definitionsOnly(broker, vhostResource, 'tags', 'tags', props.tags),
      limitFaults({ maxConnections, maxQueues }),
    );
    this.dependencies = declareResource(
      this,
      broker,
      vhostResource,
      () => ({
        vhosts: [
          {
            name: this.vhostName,
            description,
            ...(props.tags === undefined ? {} : { tags: props.tags }),
            default_queue_type: this.defaultQueueType(props),
            tracing,
          },
        ],
        parameters: limits(this.vhostName, maxConnections, maxQueues),
      }),
      { dependencies: broker.dependencies, lifecycle: lifecycleOf(this.removalPolicy) },
    );
    if (props.defaultQueueType === undefined) keepWhenTakenOver(this, 'defaultQueueType');
    this.dependencies = [...this.dependencies, ...letAdministratorsIn(this)];
  }

  private defaultQueueType({ defaultQueueType }: VhostProps): QueueType | undefined {
    if (defaultQueueType === 'node-default') return undefined;
    return defaultQueueType ?? (isTakenOver(this) ? undefined : 'quorum');
  }
}

function limits(vhost: string, maxConnections?: number, maxQueues?: number): ParameterDefinition[] {
  const value = omitUndefined({ 'max-connections': maxConnections, 'max-queues': maxQueues });
  return Object.keys(value).length === 0 ? [] : [{ component: 'vhost-limits', name: 'limits', vhost, value }];
}
