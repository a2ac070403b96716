import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { exchangeResource } from '../../../model/provider/exchanges';
import type { ArgumentTable, Arguments } from '../../../model/topology/topology';
import { requirePlugin } from '../../broker/plugins';
import { NEEDS_DEFINITIONS, providerFaults } from '../../terraform/topology-by';
import { ExchangeGrants } from '../../access/exchange-grants';
import { declareImported } from '../../declared/declare-imported';
import { declareResource } from '../../declared/declare-resource';
import { refuse } from '../../terraform/validation-error';
import { bind, bindAll, type Binding, type BindingOptions } from '../binding';
import { applyOwnSettings } from '../policies/derived-policies';
import { policyDefinition, policySettingFaults, type ExchangeSettings } from '../policies/policy-settings';
import { omitUndefined } from '../../terraform/provider-arguments';
import { nameFaults } from '../../terraform/provider-limits';
import type { IVhost } from '../vhost';
import type { ExchangeRef } from '../../references';
import { checkCall } from '../../../model/props/check-call';
import { checkMethod } from '../../props/check-method';

/** An exchange, declared here or not. */
export interface IExchange extends ExchangeRef {
  readonly vhost: IVhost;
  /** What users may do with it. */
  readonly grants: ExchangeGrants;
}

/** What exchanges of every type take. */
export interface ExchangeProps extends ExchangeSettings {
  /** The virtual host that holds the exchange. */
  readonly vhost: IVhost;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly exchangeName?: string;
  /**
   * Whether RabbitMQ deletes the exchange when its last binding goes.
   * @default false
   */
  readonly autoDelete?: boolean;
  /**
   * Arguments that have no prop here. Every change of an argument replaces the exchange and its bindings. The provider
   * can carry strings only; boot definitions carry everything.
   * @default - none
   */
  readonly arguments?: ArgumentTable;
}

/** How one type of exchange differs from the others. */
export interface ExchangeKind {
  /** What RabbitMQ calls it. */
  readonly type: string;
  /**
   * The plugin that brings the type.
   * @default - none: the server knows the type itself
   */
  readonly plugin?: string;
  /** What the type's own props set; those not given are left out. */
  readonly arguments?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** What the type's own props have wrong. */
  readonly faults?: readonly (string | undefined)[];
}

/** What all exchanges are: durable, with every setting that a policy can carry in a policy. */
export abstract class Exchange extends Construct implements IExchange {
  readonly exchangeName: string;
  readonly exchangeType: string;
  readonly vhost: IVhost;
  readonly dependencies: readonly ITerraformDependable[];
  readonly grants: ExchangeGrants;

  protected constructor(scope: Construct, id: string, props: ExchangeProps, kind: ExchangeKind) {
    super(scope, id);
    const { vhost, autoDelete = false } = props;
    this.exchangeName = props.exchangeName ?? id;
    this.exchangeType = kind.type;
    this.vhost = vhost;
    const own = omitUndefined(kind.arguments ?? {});
    const allArguments = { ...own, ...props.arguments };
    this.grants = new ExchangeGrants(this, allArguments);
    const definition = policyDefinition({ alternateExchange: props.alternateExchange });
    refuse(
      this,
      nameFaults('exchangeName', this.exchangeName, vhost.broker),
      policySettingFaults(vhost, { alternateExchange: props.alternateExchange }, 'exchanges'),
      (kind.faults ?? []).filter((fault) => fault !== undefined),
      twiceFaults(props.arguments ?? {}, own, definition),
      providerFaults(vhost.broker, argumentFaults(props.arguments ?? {})),
    );
    if (kind.plugin !== undefined) requirePlugin(this, vhost.broker, kind.plugin);
    applyOwnSettings(this, vhost, { kind: 'exchange', name: this.exchangeName, applyTo: 'exchanges', definition });
    this.dependencies = declareResource(
      this,
      vhost.broker,
      exchangeResource,
      () => ({
        exchanges: [
          {
            name: this.exchangeName,
            vhost: vhost.vhostName,
            type: kind.type,
            durable: true,
            auto_delete: autoDelete,
            internal: false,
            arguments: allArguments,
          },
        ],
      }),
      { dependencies: vhost.dependencies },
    );
  }

  /**
   * Binds the exchange to another, whose messages it then takes; the binding is created again when either is replaced.
   * @param source - the exchange whose messages it takes
   * @param routingKeys - one binding for each; none is the empty key, as fanout and headers exchanges want it
   */
  bindTo(source: IExchange, ...routingKeys: readonly string[]): void {
    checkMethod('Exchange.bindTo', this, [source, ...routingKeys]);
    bindAll(this, source, routingKeys);
  }

  /** Binds the exchange to another with arguments; the binding's id tells source and key. */
  addBinding(source: IExchange, options: BindingOptions = {}): Binding {
    checkMethod('Exchange.addBinding', this, [source, options]);
    return bind(this, source, options);
  }
}

/** The exchange without a name, which routes each message to the queue that its routing key names. */
export function defaultExchange(vhost: IVhost): IExchange {
  checkCall('defaultExchange', [vhost]);
  const exchange = { exchangeName: '', exchangeType: 'direct', vhost, dependencies: [] };
  return { ...exchange, grants: new ExchangeGrants(exchange, {}) };
}

/**
 * Refers to an exchange that exists already.
 * @param exchangeType - the type it has: what a binding means depends on that
 */
export function importExchange(
  scope: Construct,
  id: string,
  vhost: IVhost,
  exchangeName: string,
  exchangeType: string,
): IExchange {
  class Import extends Construct implements IExchange {
    readonly exchangeName = exchangeName;
    readonly exchangeType = exchangeType;
    readonly vhost = vhost;
    readonly dependencies = vhost.dependencies;
    readonly grants: ExchangeGrants = new ExchangeGrants(this, {});
  }
  const imported = new Import(scope, id);
  declareImported(imported, vhost.broker, {
    exchanges: [
      {
        name: exchangeName,
        vhost: vhost.vhostName,
        type: exchangeType,
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
      },
    ],
  });
  return imported;
}

function twiceFaults(extra: Arguments, own: Arguments, definition: Arguments): string[] {
  return Object.keys(extra).flatMap((key) => {
    if (key in own) return [`'arguments' must not hold '${key}', which another prop sets; set it once`];
    if (!(key in definition)) return [];
    return [`'arguments' must not hold '${key}', which a prop puts into the exchange's policy ; set it once`];
  });
}

function argumentFaults(extra: Arguments): string[] {
  const why = exchangeResource.lacks['arguments that are no strings'];
  return Object.entries(extra)
    .filter(([, value]) => typeof value !== 'string')
    .map(
      ([key, value]) =>
        `'arguments.${key}' must be a string, got ${JSON.stringify(value)}: the provider ${why}; ${NEEDS_DEFINITIONS}`,
    );
}
