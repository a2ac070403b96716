import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Terraform } from '../../cli/terraform/terraform';
import { run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';
import { removeDeployed } from '../remove-deployed';

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** A stack that the real Terraform makes, with its state in a folder of its own. */
export abstract class LiveStack<Props> {
  /** Where the app is synthesized and the state lies. */
  readonly folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-live-'));

  /** @param name - the stack's id */
  constructor(private readonly name: string) {}

  /** Where Terraform works. */
  get directory(): string {
    return join(this.folder, 'cdktf.out', 'stacks', this.name);
  }

  private get state(): State {
    return JSON.parse(readFileSync(join(this.folder, `terraform.${this.name}.tfstate`), 'utf8'));
  }

  /** Makes the stack in an app. */
  protected abstract declareIn(app: App, props: Props): void;

  /** The password that Terraform generated below a construct. */
  passwordOf(owner: string): string {
    const isOwn = ({ type, name }: State['resources'][number]) =>
      type === 'random_password' && name.startsWith(`${owner}_`);
    const password = this.state.resources.find(isOwn)?.instances[0]?.attributes['result'];
    if (typeof password !== 'string') throw new Error(`the state holds no password of ${owner}`);
    return password;
  }

  /** Synthesizes the stack, and plans in its folder from then on. */
  async declare(props: Props): Promise<Terraform> {
    const before = process.cwd();
    process.chdir(this.folder);
    try {
      const app = new App({ stackTraces: false, outdir: join(this.folder, 'cdktf.out') });
      this.declareIn(app, props);
      app.synth();
    } finally {
      process.chdir(before);
    }
    // What is declared differs, and never what it is declared with.
    if (!existsSync(join(this.directory, '.terraform'))) await this.terraform('init', '-input=false', '-no-color');
    return new Terraform(this.directory);
  }

  /** @param refresh - whether to look at what there is before, or to take the state's word, which is quicker */
  async apply(props: Props, { refresh = true } = {}): Promise<void> {
    await this.declare(props);
    await this.terraform('apply', '-input=false', '-no-color', '-auto-approve', `-refresh=${refresh}`);
  }

  /** Has a resource made anew by the next apply, or no longer. */
  async taint(address: string, isTainted = true): Promise<void> {
    await this.terraform(isTainted ? 'taint' : 'untaint', address);
  }

  /** Has the state forget all that is declared on the broker, where it stays. */
  async forget(): Promise<void> {
    const addresses = (await this.terraform('state', 'list')).split('\n');
    await this.terraform('state', 'rm', ...addresses.filter((address) => address.startsWith('rabbitmq_')));
  }

  /** Removes the containers, what they stored and their networks; what is declared on a broker goes with it. */
  protected async remove(containers: readonly string[], networks: readonly string[]): Promise<void> {
    await removeDeployed(containers, networks);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private terraform(command: string, ...args: readonly string[]): Promise<string> {
    return run(terraformProgram(), [`-chdir=${this.directory}`, command, ...args]);
  }
}
