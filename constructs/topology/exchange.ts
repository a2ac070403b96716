import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Exchange as ExchangeResource } from '@cdktf/provider-rabbitmq/lib/exchange';
import { exactPattern } from '../../model/exact-pattern';
import type { Arguments } from '../../model/topology';
import { declare } from '../declaration';
import { refuse } from '../validation-error';
import { bind, bindAll, type Binding, type BindingOptions } from './binding';
import { ownPolicy } from './own-policy';
import { policyDefinition, policySettingFaults, type ExchangeSettings } from './policy-settings';
import { nameFaults } from './provider-limits';
import type { IVhost } from './vhost';

/** An exchange, declared here or not. */
export interface IExchange {
  /** Its name; the default exchange's is empty. */
  readonly exchangeName: string;
  /** `direct`, `fanout`, `topic`, `headers`, or the type that a plugin adds. */
  readonly exchangeType: string;
  readonly vhost: IVhost;
  /** What must be there before the exchange is bound. */
  readonly dependencies: readonly ITerraformDependable[];
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
   * can carry strings only.
   * @default - none
   */
  readonly arguments?: Arguments;
}

/** What all exchanges are: durable, with every setting that a policy can carry in a policy. */
export abstract class Exchange extends Construct implements IExchange {
  readonly exchangeName: string;
  readonly exchangeType: string;
  readonly vhost: IVhost;
  readonly dependencies: readonly ITerraformDependable[];

  protected constructor(scope: Construct, id: string, props: ExchangeProps, type: string) {
    super(scope, id);
    const { vhost, autoDelete = false } = props;
    this.exchangeName = props.exchangeName ?? id;
    this.exchangeType = type;
    this.vhost = vhost;
    const definition = policyDefinition({ alternateExchange: props.alternateExchange });
    refuse(
      this,
      nameFaults('exchangeName', this.exchangeName),
      policySettingFaults(vhost, { alternateExchange: props.alternateExchange }),
      argumentFaults(props.arguments ?? {}, definition),
    );
    const policy = ownPolicy(this, `exchange-${this.exchangeName}`, vhost, {
      alternateExchange: props.alternateExchange,
      pattern: exactPattern(this.exchangeName),
      applyTo: 'exchanges',
    });
    const resource = new ExchangeResource(this, 'Default', {
      name: this.exchangeName,
      vhost: vhost.vhostName,
      settings: { type, durable: true, autoDelete, arguments: props.arguments as Record<string, string> | undefined },
      provider: vhost.broker.provider,
      dependsOn: [...vhost.dependencies, ...policy],
    });
    this.dependencies = [resource];
    declare(this, vhost.broker, () => ({
      exchanges: [
        {
          name: this.exchangeName,
          vhost: vhost.vhostName,
          type,
          durable: true,
          auto_delete: autoDelete,
          internal: false,
          arguments: props.arguments ?? {},
        },
      ],
    }));
  }

  /**
   * Binds the exchange to another, whose messages it then takes; the binding is made anew when either is replaced.
   * @param source - the exchange whose messages it takes
   * @param routingKeys - one binding for each; none is the empty key, as fanout and headers exchanges want it
   */
  bindTo(source: IExchange, ...routingKeys: readonly string[]): void {
    bindAll(this, source, routingKeys);
  }

  /** Binds the exchange to another with arguments; the binding's id tells source and key. */
  addBinding(source: IExchange, options: BindingOptions = {}): Binding {
    return bind(this, source, options);
  }
}

/** The exchange without a name, which routes each message to the queue that its routing key names. */
export function defaultExchange(vhost: IVhost): IExchange {
  return { exchangeName: '', exchangeType: 'direct', vhost, dependencies: [] };
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
  }
  const imported = new Import(scope, id);
  declare(imported, vhost.broker, () => ({
    exchanges: [
      {
        name: exchangeName,
        vhost: vhost.vhostName,
        type: exchangeType,
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
        imported: true,
      },
    ],
  }));
  return imported;
}

function argumentFaults(given: Arguments, definition: Arguments): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (key in definition)
      return [`'arguments' must not hold '${key}', which a prop puts into the exchange's policy already; give it once`];
    return typeof value === 'string'
      ? []
      : [
          `'arguments.${key}' must be a string, got ${JSON.stringify(value)}: the provider can carry no other for an exchange; declare it through boot definitions`,
        ];
  });
}
