/** How Terraform reaches a broker that exists elsewhere, as far as guardrails ask. */
export interface BrokerAccess {
  /** Its host name or IP address. */
  readonly host: string;
  /** Whether whoever answers there is taken for the broker, whatever certificate it shows. */
  readonly trustsAnyone: boolean;
}

/** A broker that exists elsewhere. */
export interface AccessedBroker extends BrokerAccess {
  /** The path of its construct: `shop/broker`. */
  readonly declaredAt: string;
}
