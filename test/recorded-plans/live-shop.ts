import type { App } from 'cdktf';
import type { DockerBrokerOptions } from '../../constructs/docker/docker-broker';
import { renamedSuffix } from './changes';
import { LiveStack } from './live-stack';
import { ShopStack, type ShopProps } from './shop';

export interface LiveShopOptions {
  /** RabbitMQ's image. */
  readonly image: string;
  /** The container's name. */
  readonly nodeName: string;
  readonly ports: { readonly amqp: number; readonly management: number; readonly prometheus: number };
}

/** A shop on a broker of its own; `passwordOf` knows those of the `broker`, `api` and `worker`. */
export class LiveShop extends LiveStack<ShopProps> {
  private readonly broker: DockerBrokerOptions;
  private readonly nodeName: string;

  constructor({ image, nodeName, ports }: LiveShopOptions) {
    super('shop');
    this.nodeName = nodeName;
    this.broker = { image, ports };
  }

  destroy(): Promise<void> {
    const nodes = [this.nodeName, `${this.nodeName}${renamedSuffix}`];
    return this.remove(nodes, nodes);
  }

  protected override declareIn(app: App, props: ShopProps): void {
    const nodeName = `${this.nodeName}${props.nodeSuffix ?? ''}`;
    new ShopStack(app, 'shop', { ...props, broker: { ...this.broker, nodeName, ...props.broker } });
  }
}
