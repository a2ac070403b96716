/** How a broker is run, as far as guardrails ask. */
export interface Deployment {
  /** The image of its nodes: `rabbitmq:4.3-management`. */
  readonly image: string;
  /** The administrator that it makes at its first boot. */
  readonly adminUser: string;
  /**
   * What it serves without TLS to others than its own machine or Kubernetes cluster, of that over which passwords travel:
   * `amqp`, `stream`, `management`.
   */
  readonly plainText: readonly string[];
}

/** A broker that is run by what is declared. */
export interface DeployedBroker extends Deployment {
  /** The path of its construct: `cluster/broker`. */
  readonly declaredAt: string;
  /** How many nodes it has. */
  readonly nodeCount: number;
}
