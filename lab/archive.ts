import { labels } from './belongings';
import { remove } from './container';
import { docker } from '../host/docker';
import { ensureImage } from './image';
import { prometheusImage } from './images/prometheus';
import { copyInto } from './stack/upload';

/** A server that takes what another Prometheus writes to it. */
export interface Archive {
  /** How many series it has of a selector. */
  count(selector: string): Promise<number>;
  stop(): Promise<void>;
}

/** The user `prometheus` may write, with this password. */
export const archivePassword = 'archive';

/** Where the archive of that name takes samples. */
export function archiveUrl(name: string): string {
  return `http://${name}:9090/api/v1/write`;
}

/** Runs a Prometheus as a container that takes samples from who knows the password. */
export async function startArchive(network: string, name: string): Promise<Archive> {
  const image = await ensureImage(prometheusImage());
  const place = ['--network', network, '--name', name];
  const options = ['--config.file=/empty.yml', '--web.config.file=/web.yml', '--web.enable-remote-write-receiver'];
  const container = await docker([
    'create',
    ...labels(),
    ...place,
    image,
    ...options,
    '--storage.tsdb.path=/prometheus',
  ]);
  await copyInto(container, [
    { file: '/empty.yml', content: Buffer.from('{}\n'), mode: 0o644 },
    { file: '/web.yml', content: Buffer.from(JSON.stringify({ basic_auth_users: { prometheus: hash } })), mode: 0o644 },
    { file: '/client.yml', content: Buffer.from(JSON.stringify({ basic_auth: credentials })), mode: 0o644 },
  ]);
  await docker(['start', container]);
  return {
    count: async (selector) => {
      const query = ['query', 'instant', '--format=json', '--http.config.file=/client.yml', 'http://127.0.0.1:9090'];
      const said = await docker(['exec', container, 'promtool', ...query, `count(${selector})`]);
      return Number(JSON.parse(said)[0]?.value[1] ?? 0);
    },
    stop: () => remove([container]),
  };
}

const credentials = { username: 'prometheus', password: archivePassword };

/** The password as bcrypt keeps it. */
const hash = '$2b$04$LXXHYDWWvXBBU0m9oTqjDufVVrz3r.kJaKvecnYIrFCTZQXq.0PeW';
