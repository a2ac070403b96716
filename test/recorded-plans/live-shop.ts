import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Terraform } from '../../cli/terraform';
import type { DockerBrokerOptions } from '../../constructs/docker/docker-broker';
import { run } from '../../host/command';
import { docker } from '../../host/docker';
import { terraformProgram } from '../../host/terraform';
import { renamedNode } from './changes';
import { ShopStack, type ShopProps } from './shop';

export interface LiveShopOptions {
  /** RabbitMQ's image. */
  readonly image: string;
  /** The container's name. */
  readonly nodeName: string;
  readonly ports: { readonly amqp: number; readonly management: number; readonly prometheus: number };
}

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** A shop that the real Terraform makes on a broker of its own, with its state in a folder of its own. */
export class LiveShop {
  /** Where the app is synthesized and the state lies. */
  readonly folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-shop-'));
  private readonly broker: DockerBrokerOptions;
  private readonly nodeName: string;

  constructor({ image, nodeName, ports }: LiveShopOptions) {
    this.nodeName = nodeName;
    this.broker = { image, nodeName, ports };
  }

  /** Where Terraform works. */
  get directory(): string {
    return join(this.folder, 'cdktf.out', 'stacks', 'shop');
  }

  private get state(): State {
    return JSON.parse(readFileSync(join(this.folder, 'terraform.shop.tfstate'), 'utf8'));
  }

  /** The password that Terraform generated for the administrator (`broker`) or a user (`api`, `worker`). */
  passwordOf(owner: string): string {
    const isOwn = ({ type, name }: State['resources'][number]) =>
      type === 'random_password' && name.startsWith(`${owner}_`);
    const password = this.state.resources.find(isOwn)?.instances[0]?.attributes['result'];
    if (typeof password !== 'string') throw new Error(`the state holds no password of ${owner}`);
    return password;
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
    await this.terraform('apply', '-input=false', '-no-color', '-auto-approve');
  }

  /** Has a resource made anew by the next apply, or no longer. */
  async taint(address: string, isTainted = true): Promise<void> {
    await this.terraform(isTainted ? 'taint' : 'untaint', address);
  }

  /** Removes the broker and all that this made; what is declared on the broker goes with it. */
  async destroy(): Promise<void> {
    for (const name of [this.nodeName, renamedNode]) {
      await docker(['rm', '--force', '--volumes', name]);
      await docker(['volume', 'rm', '--force', `${name}-data`]);
      await docker(['network', 'rm', '--force', name]);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async terraform(command: string, ...args: readonly string[]): Promise<void> {
    await run(terraformProgram(), [`-chdir=${this.directory}`, command, ...args]);
  }
}
