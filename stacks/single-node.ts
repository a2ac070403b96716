import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerBroker, type DockerBrokerOptions } from '../constructs/docker/docker-broker';
import { DockerEngine } from '../constructs/docker/docker-engine';
import { Vhost, type IVhost } from '../constructs/topology/vhost';
import { checkProps } from '../constructs/props/check-props';
import { escapeTemplates } from '../constructs/terraform/escape-templates';

export interface SingleNodeStackProps extends DockerBrokerOptions {
  /**
   * Where the Docker engine listens: `unix:///var/run/docker.sock`, `ssh://user@host`, `tcp://host:2376`.
   * @default - what `DOCKER_HOST` says, else the local socket
   */
  readonly dockerHost?: string;
}

/** RabbitMQ as one container, ready for topology to be declared on it. */
export class SingleNodeStack extends TerraformStack {
  readonly broker: DockerBroker;
  /** The virtual host `/`, which the broker makes at its first boot. */
  readonly vhost: IVhost;

  constructor(scope: Construct, id: string, props: SingleNodeStackProps = {}) {
    checkProps(scope, id, 'SingleNodeStackProps', props);
    super(scope, id);
    const { dockerHost, ...options } = props;
    const engine = new DockerEngine(this, 'docker', { host: dockerHost });
    this.broker = new DockerBroker(this, 'broker', { ...options, engine });
    this.vhost = Vhost.fromVhostName(this, 'vhost', this.broker, '/');
    const { adminUser, adminPassword, amqpUrl, managementUrl, prometheusUrl, authority } = this.broker;
    new TerraformOutput(this, 'amqp_url', { value: amqpUrl });
    new TerraformOutput(this, 'management_url', { value: managementUrl });
    new TerraformOutput(this, 'prometheus_url', { value: prometheusUrl });
    new TerraformOutput(this, 'username', { value: escapeTemplates(adminUser) });
    new TerraformOutput(this, 'password', { value: adminPassword.value, sensitive: true });
    new TerraformOutput(this, 'connection_string', {
      value: amqpUrl.replace('://', () => `://${escapeTemplates(adminUser)}:${adminPassword.value}@`),
      sensitive: true,
    });
    if (authority !== undefined) new TerraformOutput(this, 'ca_certificate', { value: authority.certificatePem });
  }
}
