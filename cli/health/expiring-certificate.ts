/** A listener with a certificate that expires soon, or has expired. */
export interface ExpiringCertificate {
  readonly node: string;
  /** As the broker names it: `amqp/ssl`, `https`, `stream/ssl`, … */
  readonly protocol: string;
  readonly port: number;
  /** In ISO 8601, of the one that expires first; absent where the broker does not tell. */
  readonly notAfter?: string;
  /**
   * Whether it is the certificate of an authority that the listener takes clients' certificates from.
   * @default false
   */
  readonly isAuthority?: boolean;
}
