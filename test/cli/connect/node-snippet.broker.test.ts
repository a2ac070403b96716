import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientUrl } from '../../../model/access/client-url';
import type { Connection } from '../../../cli/connect/connection';
import { PASSWORD_VARIABLE, snippet } from '../../../cli/connect/snippets';
import { CommandError, run } from '../../../host/command';
import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';

describeWith('broker', 'the snippet for Node.js', () => {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(projectRoot, '.cache/snippet-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('connects as the user to its virtual host, with the right password alone', async () => {
    const broker = sharedBroker();
    const api = administrationOf(broker);
    const [userName, vhostName, password] = [`it's "${process.pid}"`, `shop/${process.pid}`, 'a"/@b'];
    await api.put(path`vhosts/${vhostName}`);
    await api.put(path`users/${userName}`, { password, tags: '' });
    await api.put(path`permissions/${vhostName}/${userName}`, { configure: '', write: '', read: '' });
    const at = clientUrl(broker.amqpUrl);
    if (at === undefined) throw new Error('the broker has no address');
    const connection: Connection = { at, userName, vhostName, hasOwnAuthority: false, showsCertificate: false };
    const file = join(folder, 'connect.mjs');
    // The client tries again until its time is over, which is long for a test.
    writeFileSync(file, snippet('node', connection).replace('10_000', '1_000'));
    const connect = (given: string) => run(process.execPath, [file], { env: { [PASSWORD_VARIABLE]: given } });

    await expect(connect(password)).resolves.toContain('connected');
    await expect(connect('wrong')).rejects.toThrow(CommandError);

    await api.delete(path`users/${userName}`);
    await api.delete(path`vhosts/${vhostName}`);
  }, 40_000);
});
