import { join } from 'node:path';
import { run } from '../host/command';

/** Files in PEM of an authority and what it signed, as somebody else may have made them. */
export interface GivenCertificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/**
 * Has openssl make an authority, a server's certificate for 127.0.0.1 that is valid for ten days, and a client's.
 * @param folder - where the files go
 * @param userName - whom the client's certificate names
 */
export async function giveCertificates(folder: string, userName: string): Promise<GivenCertificates> {
  const file = (name: string): string => join(folder, `${name}.pem`);
  const make = (name: string, subject: string, ...options: readonly string[]): Promise<string> =>
    run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '10'],
      ...['-subj', `/CN=${subject}`, '-out', file(name), '-keyout', file(`${name}-key`), ...options],
    ]);
  const signed = ['-CA', file('ca'), '-CAkey', file('ca-key')];
  await make('ca', 'given authority');
  await make('server', 'given server', ...signed, '-addext', 'subjectAltName=IP:127.0.0.1');
  await make('client', userName, ...signed);
  return {
    ca: file('ca'),
    certificate: file('server'),
    key: file('server-key'),
    clientCertificate: file('client'),
    clientKey: file('client-key'),
  };
}
