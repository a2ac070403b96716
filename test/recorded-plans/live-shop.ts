import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Terraform } from '../../cli/terraform';
import type { DockerBrokerOptions } from '../../constructs/docker/docker-broker';
import { run } from '../../lab/command';
import { ShopStack, type ShopProps } from './shop';

export interface LiveShopOptions {
  /** RabbitMQ's image. */
  readonly image: string;
  /** The container's name. */
  readonly nodeName: string;
  /** The first of three ports that it takes. */
  readonly port: number;
}

/** A shop that the real Terraform makes on a broker of its own, with its state in a folder of its own. */
export class LiveShop {
  /** Where the app is synthesized and the state lies. */
  readonly folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-shop-'));
  private readonly broker: DockerBrokerOptions;

  constructor({ image, nodeName, port }: LiveShopOptions) {
    const ports = { amqp: port, management: port + 1, prometheus: port + 2 };
    this.broker = { image, nodeName, ports };
  }

  /** The state as it is on the disk. */
  get state(): unknown {
    return JSON.parse(readFileSync(join(this.folder, 'terraform.shop.tfstate'), 'utf8'));
  }

  private get directory(): string {
    return join(this.folder, 'cdktf.out', 'stacks', 'shop');
  }

  /** Synthesizes the shop, and plans in its folder from then on. */
  async declare(props: ShopProps): Promise<Terraform> {
    const before = process.cwd();
    process.chdir(this.folder);
    try {
      const app = new App({ stackTraces: false, outdir: join(this.folder, 'cdktf.out') });
      new ShopStack(app, 'shop', { ...props, broker: { ...this.broker, ...props.broker } });
      app.synth();
    } finally {
      process.chdir(before);
    }
    const terraform = new Terraform(this.directory);
    await terraform.init();
    return terraform;
  }

  async apply(props: ShopProps): Promise<void> {
    await this.declare(props);
    await this.terraform('apply', '-auto-approve');
  }

  /** Removes the broker and all that this made. */
  async destroy(): Promise<void> {
    await this.declare({});
    // What is declared on the broker goes with it.
    await this.terraform('destroy', '-auto-approve');
    rmSync(this.folder, { recursive: true });
  }

  private async terraform(command: string, ...args: readonly string[]): Promise<void> {
    await run('terraform', [`-chdir=${this.directory}`, command, '-input=false', '-no-color', ...args]);
  }
}
