/** A listener with a certificate that expires soon. */
export interface ExpiringCertificate {
  readonly node: string;
  /** As the broker names it: `amqp/ssl`, `https`, `stream/ssl`, … */
  readonly protocol: string;
  readonly port: number;
  readonly notAfter: string;
}
