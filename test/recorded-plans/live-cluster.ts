import type { App } from 'cdktf';
import { ClusterStack, type ClusterStackProps } from '../../stacks/cluster';
import { LiveStack } from './live-stack';

/** A cluster of three nodes on which nothing is declared. */
export class LiveCluster extends LiveStack<ClusterStackProps> {
  constructor(private readonly props: ClusterStackProps & { readonly clusterName: string }) {
    super('cluster');
  }

  destroy(): Promise<void> {
    const { clusterName } = this.props;
    const nodes = [1, 2, 3].map((number) => `${clusterName}${number}`);
    return this.remove([...nodes, `${clusterName}-balancer`], [`${clusterName}-cluster`]);
  }

  protected override declareIn(app: App, props: ClusterStackProps): void {
    new ClusterStack(app, 'cluster', { removalPolicy: 'destroy', ...this.props, ...props });
  }
}
