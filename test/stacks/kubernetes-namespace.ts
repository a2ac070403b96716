import { kubectl } from '../../lab/kubernetes';

/** The namespace of a broker under test. */
export class KubernetesNamespace {
  constructor(
    private readonly kubeConfig: string,
    readonly name: string,
  ) {}

  /** Runs kubectl there. */
  kubectl(...args: readonly string[]): Promise<string> {
    return kubectl(this.kubeConfig, ['--namespace', this.name, ...args]);
  }

  /** Makes objects, as the API takes them. */
  async apply(...objects: readonly object[]): Promise<void> {
    const list = { apiVersion: 'v1', kind: 'List', items: objects };
    await kubectl(this.kubeConfig, ['--namespace', this.name, 'apply', '--filename', '-'], JSON.stringify(list));
  }

  /** Runs a command in the server's container of a pod. */
  exec(pod: number, ...command: readonly string[]): Promise<string> {
    return this.kubectl('exec', `rabbitmq-${pod}`, '--container', 'rabbitmq', '--', ...command);
  }

  /** The nodes that run, as one of them says. */
  async runningNodes(pod: number): Promise<readonly string[]> {
    return JSON.parse(await this.exec(pod, 'rabbitmqctl', 'cluster_status', '--formatter', 'json')).running_nodes;
  }

  /** The identities of the pods, which change with every pod that is made anew. */
  async podIds(): Promise<readonly string[]> {
    const path = '{range .items[*]}{.metadata.name}={.metadata.uid} {end}';
    const selector = 'app.kubernetes.io/name=rabbitmq';
    return (await this.kubectl('get', 'pods', '--selector', selector, '--output', `jsonpath=${path}`))
      .split(' ')
      .sort();
  }
}
