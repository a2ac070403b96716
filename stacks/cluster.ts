import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerCluster } from '../constructs/docker/docker-cluster';
import type { DockerClusterOptions } from '../constructs/docker/docker-cluster-options';
import { DockerEngine } from '../constructs/docker/docker-engine';
import { Vhost, type IVhost } from '../constructs/topology/vhost';
import { checkProps } from '../constructs/props/check-props';
import { escapeTemplates } from '../constructs/terraform/escape-templates';

export interface ClusterStackProps extends DockerClusterOptions {
  /**
   * Where the Docker engine listens: `unix:///var/run/docker.sock`, `ssh://user@host`, `tcp://host:2376`.
   * @default - what `DOCKER_HOST` says, else the local socket
   */
  readonly dockerHost?: string;
}

/** RabbitMQ as a cluster of containers behind a load balancer, ready for topology to be declared on it. */
export class ClusterStack extends TerraformStack {
  readonly broker: DockerCluster;
  /** The virtual host `/`, which the broker makes at its first boot. */
  readonly vhost: IVhost;

  constructor(scope: Construct, id: string, props: ClusterStackProps = {}) {
    checkProps(scope, id, 'ClusterStackProps', props);
    super(scope, id);
    const { dockerHost, ...options } = props;
    const engine = new DockerEngine(this, 'docker', { host: dockerHost });
    this.broker = new DockerCluster(this, 'broker', { ...options, engine });
    this.vhost = Vhost.fromVhostName(this, 'vhost', this.broker, '/');
    const { adminUser, adminPassword, amqpUrls, managementUrl, statisticsUrl, authority } = this.broker;
    const { nodeManagementUrls, prometheusUrls, streamUrls } = this.broker;
    new TerraformOutput(this, 'amqp_urls', { value: amqpUrls });
    if (streamUrls.length > 0) new TerraformOutput(this, 'stream_urls', { value: streamUrls });
    new TerraformOutput(this, 'management_url', { value: managementUrl });
    new TerraformOutput(this, 'node_management_urls', { value: nodeManagementUrls });
    new TerraformOutput(this, 'prometheus_urls', { value: prometheusUrls });
    new TerraformOutput(this, 'statistics_url', { value: statisticsUrl });
    new TerraformOutput(this, 'username', { value: escapeTemplates(adminUser) });
    new TerraformOutput(this, 'password', { value: adminPassword.value, sensitive: true });
    new TerraformOutput(this, 'connection_string', {
      value: amqpUrls[0]?.replace('://', () => `://${escapeTemplates(adminUser)}:${adminPassword.value}@`),
      sensitive: true,
    });
    if (authority !== undefined) new TerraformOutput(this, 'ca_certificate', { value: authority.certificatePem });
  }
}
