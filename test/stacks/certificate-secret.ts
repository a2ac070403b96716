import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../host/command';

/** A Secret in the form that cert-manager gives it. */
export interface CertificateSecret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly type: 'kubernetes.io/tls';
  readonly metadata: { readonly name: string };
  readonly stringData: Readonly<Record<'tls.crt' | 'tls.key' | 'ca.crt', string>>;
}

/** A certificate for host names, which expires tomorrow, from an authority that nobody knows. */
export async function certificateSecret(name: string, hostNames: readonly string[]): Promise<CertificateSecret> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-certificate-'));
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  const make = (certificate: string, ...args: readonly string[]) =>
    openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${certificate}`, '-keyout', `${certificate}.key`, '-out', `${certificate}.crt`, ...args],
    );
  try {
    await make('ca');
    const names = hostNames.map((host) => `DNS:${host}`).join(',');
    await make(
      'tls',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-addext',
      `subjectAltName=${names}`,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    );
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name },
      stringData: { 'tls.crt': read('tls.crt'), 'tls.key': read('tls.key'), 'ca.crt': read('ca.crt') },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
