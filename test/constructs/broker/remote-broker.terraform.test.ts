import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerApi } from '../../../cli/broker/broker-endpoint';
import { addressOfStack } from '../../../cli/health/address';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { giveCertificates, type GivenCertificates } from '../../given-certificates';
import { brokerFixture } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'a broker behind a proxy with a private authority, which asks for certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'remote-broker-'));
  let broker: StartedBroker;
  let files: GivenCertificates;
  let proxy: Server;

  beforeAll(async () => {
    broker = await startBroker();
    files = await giveCertificates(folder, 'client');
    const [ca, cert, key] = [files.ca, files.certificate, files.key].map((file) => readFileSync(file));
    proxy = createServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true }, (asked, answer) => {
      const { url = '', method, headers } = asked;
      if (!url.startsWith('/rabbitmq/api/')) return answer.writeHead(404).end('{}');
      const below = `${broker.managementUrl}${url.slice('/rabbitmq'.length)}`;
      const sent = request(below, { method, headers, agent: false }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      return asked.pipe(sent.on('error', () => answer.writeHead(502).end()));
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  });

  afterAll(async () => {
    proxy?.close();
    rmSync(folder, { recursive: true });
    await broker?.stop();
  });

  test('is deployed to, and asked by the commands, with a certificate', async () => {
    const { ca, clientCertificate, clientKey } = files;
    const { deployed, stack } = declared({
      caCertificateFile: ca,
      clientCertificateFile: clientCertificate,
      clientKeyFile: clientKey,
    });

    await deployed.apply();

    expect(await vhosts()).toContain('shop');
    expect(await deployed.plan()).toContain('No changes.');
    const { broker: endpoint } = await addressOfStack(stack, { TF_VAR_password: broker.password });
    expect(await brokerApi(endpoint).get('vhosts/shop')).toMatchObject({ name: 'shop' });
    await deployed.destroy();
    expect(await vhosts()).not.toContain('shop');
  });

  test('refuses who shows no certificate', async () => {
    const { deployed } = declared({ caCertificateFile: files.ca });

    await expect(deployed.apply()).rejects.toThrow(/certificate/);
    expect(await vhosts()).not.toContain('shop');
  });

  test('is not trusted without its authority', async () => {
    const { clientCertificate, clientKey } = files;
    const { deployed } = declared({ clientCertificateFile: clientCertificate, clientKeyFile: clientKey });

    await expect(deployed.apply()).rejects.toThrow(/certificate/);
  });

  function declared(given: Parameters<typeof brokerFixture>[0]) {
    const endpoint = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}/rabbitmq/`;
    const { stack } = brokerFixture({ endpoint, username: broker.username, ...given });
    const deployed = new DeployedStack(stack, { TF_VAR_password: broker.password });
    return { deployed, stack: { name: 'test', directory: deployed.directory, dependencies: [] } };
  }

  async function vhosts(): Promise<readonly string[]> {
    const all = await administrationOf(broker).get<readonly { readonly name: string }[]>('vhosts');
    return all.map(({ name }) => name);
  }
});
