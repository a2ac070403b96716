import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { applyToOf } from '../../../model/policies/object-class';
import { queueResource } from '../../../model/provider/queues';
import type { ArgumentTable, Arguments, QueueType } from '../../../model/topology/topology';
import { omitUndefined } from '../../terraform/provider-arguments';
import { QueueGrants } from '../../access/queue-grants';
import { declareImported } from '../../declared/declare-imported';
import { declareResource } from '../../declared/declare-resource';
import { lifecycleOf, type RemovalPolicy } from '../../terraform/removal-policy';
import { refuse } from '../../terraform/validation-error';
import { bind, bindAll, type Binding, type BindingOptions } from '../binding';
import type { IExchange } from '../exchanges/exchange';
import { policyDefinition, policySettingFaults, type PolicySettings } from '../policies/policy-settings';
import { applyOwnSettings } from '../policies/derived-policies';
import { nameFaults } from '../../terraform/provider-limits';
import type { IVhost } from '../vhost';
import type { QueueRef } from '../../references';
import { checkMethod } from '../../props/check-method';

/** A queue, declared here or not. */
export interface IQueue extends QueueRef {
  readonly vhost: IVhost;
  /** What users may do with it. */
  readonly grants: QueueGrants;
}

/** What queues of every type take. */
export interface QueueProps {
  /** The virtual host that holds the queue. */
  readonly vhost: IVhost;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly queueName?: string;
  /**
   * Arguments that have no prop here, or that must be fixed for the queue's life although a policy could carry them.
   * Every change of an argument replaces the queue, and its messages are gone. Values are what JSON can carry, but no null.
   * @see https://www.rabbitmq.com/docs/queues#optional-arguments
   * @default - only `x-queue-type` and what the queue's type adds
   */
  readonly arguments?: ArgumentTable;
  /**
   * Whether a plan may destroy or replace it with its messages.
   * @default - as the virtual host's
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** How one type of queue differs from the others. */
export interface QueueKind {
  readonly type: QueueType;
  /** Arguments that no policy can carry; those not given are left out. */
  readonly arguments?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** What the type's own props have wrong. */
  readonly faults?: readonly string[];
  /**
   * Whether it goes with its last consumer.
   * @default false
   */
  readonly autoDelete?: boolean;
}

/**
 * What all queues are: durable, of an explicit type, and with every setting that a policy can carry in a policy, so that
 * changing it does not replace the queue.
 */
export abstract class Queue extends Construct implements IQueue {
  readonly queueName: string;
  readonly queueType: QueueType;
  readonly vhost: IVhost;
  readonly dependencies: readonly ITerraformDependable[];
  readonly grants: QueueGrants;

  protected constructor(scope: Construct, id: string, props: QueueProps & PolicySettings, kind: QueueKind) {
    super(scope, id);
    const { vhost } = props;
    this.queueName = props.queueName ?? id;
    this.queueType = kind.type;
    this.vhost = vhost;
    const own = { 'x-queue-type': kind.type, ...omitUndefined(kind.arguments ?? {}) };
    const definition = policyDefinition(props);
    refuse(
      this,
      nameFaults('queueName', this.queueName, vhost.broker),
      policySettingFaults(vhost, props, applyToOf[kind.type]),
      kind.faults,
      argumentFaults(props.arguments ?? {}, own, definition),
    );
    const allArguments = { ...own, ...props.arguments };
    this.grants = new QueueGrants(this, allArguments);
    applyOwnSettings(this, vhost, {
      kind: 'queue',
      name: this.queueName,
      applyTo: applyToOf[kind.type],
      definition,
    });
    this.dependencies = declareResource(
      this,
      vhost.broker,
      queueResource,
      () => ({
        queues: [
          {
            name: this.queueName,
            vhost: vhost.vhostName,
            durable: true,
            auto_delete: kind.autoDelete ?? false,
            arguments: allArguments,
          },
        ],
      }),
      {
        dependencies: vhost.dependencies,
        lifecycle: lifecycleOf(props.removalPolicy ?? vhost.removalPolicy),
      },
    );
  }

  /**
   * Binds the queue to an exchange; the binding is created again when either is replaced.
   * @param source - the exchange whose messages it takes
   * @param routingKeys - one binding for each; none is the empty key, as fanout and headers exchanges want it
   */
  bindTo(source: IExchange, ...routingKeys: readonly string[]): void {
    checkMethod('Queue.bindTo', this, [source, ...routingKeys]);
    bindAll(this, source, routingKeys);
  }

  /** Binds the queue to an exchange with arguments; the binding's id tells source and key. */
  addBinding(source: IExchange, options: BindingOptions = {}): Binding {
    checkMethod('Queue.addBinding', this, [source, options]);
    return bind(this, source, options);
  }
}

/**
 * Refers to a queue that exists already.
 * @param queueType - the type it has: what may be done with it depends on that
 */
export function importQueue(
  scope: Construct,
  id: string,
  vhost: IVhost,
  queueName: string,
  queueType: QueueType,
): IQueue {
  class Import extends Construct implements IQueue {
    readonly queueName = queueName;
    readonly queueType = queueType;
    readonly vhost = vhost;
    readonly dependencies = vhost.dependencies;
    readonly grants: QueueGrants = new QueueGrants(this, {});
  }
  const imported = new Import(scope, id);
  declareImported(imported, vhost.broker, {
    queues: [
      {
        name: queueName,
        vhost: vhost.vhostName,
        durable: true,
        auto_delete: false,
        arguments: { 'x-queue-type': queueType },
      },
    ],
  });
  return imported;
}

function argumentFaults(extra: Arguments, own: Arguments, definition: Arguments): string[] {
  return Object.keys(extra).flatMap((key) => {
    if (key === 'x-queue-type') return [`'arguments' must not hold 'x-queue-type'; use the construct of that type`];
    if (key in own) return [`'arguments' must not hold '${key}', which another prop sets; set it once`];
    if (key.replace(/^x-/, '') in definition) {
      return [`'arguments' must not hold '${key}', which a prop puts into the queue's policy ; set it once`];
    }
    return [];
  });
}
