import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { CommandError, run } from '../../host/command';
import { UserError } from '../program/user-error';

/** How a Kubernetes cluster is reached. */
export interface KubernetesAccess {
  /**
   * The file that says how and as whom.
   * @default - what `KUBECONFIG` says, else `~/.kube/config`
   */
  readonly kubeConfig?: string;
  /**
   * The context of that file to use.
   * @default - its current context
   */
  readonly kubeContext?: string;
}

/** A port of this machine that leads to a pod. */
export interface Tunnel {
  readonly port: number;
  close(): void;
}

/** kubectl: it knows every way to log in to a Kubernetes cluster. */
export class Kubectl {
  private readonly access: readonly string[];

  constructor({ kubeConfig, kubeContext }: KubernetesAccess = {}) {
    this.access = [
      ...(kubeConfig === undefined ? [] : [`--kubeconfig=${kubeConfig.replace(/^~(?=\/)/, homedir())}`]),
      ...(kubeContext === undefined ? [] : [`--context=${kubeContext}`]),
    ];
  }

  /**
   * Gets objects.
   * @param what - kind and name or selector, as `kubectl get` takes them
   * @throws UserError with what kubectl said
   */
  async get<T>(namespace: string, ...what: readonly string[]): Promise<T> {
    const args = [...this.access, `--namespace=${namespace}`, 'get', ...what, '--output=json'];
    try {
      return JSON.parse(await run('kubectl', args, { timeout: REQUEST_MILLISECONDS }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new UserError(`kubectl get ${what.join(' ')} in namespace '${namespace}': ${error.reason}`);
    }
  }

  /**
   * The end of what containers have printed.
   * @param what - whose: `job/rabbitmq-import`
   * @throws UserError with what kubectl said
   */
  async log(namespace: string, what: string, lines: number): Promise<string> {
    const args = [...this.access, `--namespace=${namespace}`, 'logs', what, `--tail=${lines}`];
    try {
      return await run('kubectl', args, { timeout: REQUEST_MILLISECONDS });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new UserError(`kubectl logs ${what} in namespace '${namespace}': ${error.reason}`);
    }
  }

  /**
   * Opens a way to a pod through the API server, from this machine alone.
   * @throws UserError with what kubectl said
   */
  forward(namespace: string, pod: string, port: number): Promise<Tunnel> {
    const args = [`--namespace=${namespace}`, 'port-forward', '--address=127.0.0.1', `pod/${pod}`, `:${port}`];
    const child = spawn('kubectl', [...this.access, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => void child.kill();
    process.once('exit', kill);
    const close = () => {
      process.removeListener('exit', kill);
      kill();
    };
    return new Promise((resolve, reject) => {
      let said = '';
      const fail = (reason: string) => {
        clearTimeout(deadline);
        close();
        reject(new UserError(`kubectl port-forward to pod ${namespace}/${pod}: ${reason}`));
      };
      const deadline = setTimeout(() => fail('it took longer than 30 s'), REQUEST_MILLISECONDS);
      child.on('error', ({ message }) => fail(message.includes('ENOENT') ? 'kubectl is not installed' : message));
      child.on('exit', () => fail(said.trim() || 'it ended'));
      child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
      child.stdout.on('data', (chunk: Buffer) => {
        const [, local] = /^Forwarding from 127\.0\.0\.1:(\d+)/m.exec(String(chunk)) ?? [];
        if (local === undefined) return;
        clearTimeout(deadline);
        resolve({ port: Number(local), close });
      });
    });
  }
}

const REQUEST_MILLISECONDS = 30_000;
