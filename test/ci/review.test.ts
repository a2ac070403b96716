import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { recordedFile } from '../cli/review/recorded';

const root = join(__dirname, '..', '..');

/** A request that a host of pull requests got. */
interface Received {
  readonly call: string;
  readonly token: string | undefined;
  readonly body: string;
}

describe('ci/review.sh, which the workflows call', () => {
  let server: Server;
  let received: Received[];
  let comments: { id: number; body: string }[];

  beforeEach(async () => {
    [received, comments] = [[], []];
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method, url, headers } = request;
        received.push({
          call: `${method} ${url}`,
          token: headers.authorization ?? String(headers['private-token']),
          body,
        });
        if (method === 'POST') comments.push({ id: comments.length + 1, body: JSON.parse(body).body });
        response.setHeader('content-type', 'application/json');
        const page = Number(new URL(url ?? '', 'http://host').searchParams.get('page') ?? 1);
        response.end(JSON.stringify(method === 'GET' ? comments.slice((page - 1) * 100, page * 100) : {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    rmSync(join(root, 'review.md'), { force: true });
    return new Promise((resolve) => server.close(resolve));
  });

  test('comments once on a pull request, and changes that comment from then on', async () => {
    comments.push({ id: 7, body: 'looks good' });

    expect(await review('policy-raised', github())).toBe(0);
    expect(await review('queue-replaced', github())).toBe(3);

    expect(received.map(({ call }) => call)).toEqual([
      'GET /repos/shop/infra/issues/42/comments?per_page=100&page=1',
      'POST /repos/shop/infra/issues/42/comments',
      'GET /repos/shop/infra/issues/42/comments?per_page=100&page=1',
      'PATCH /repos/shop/infra/issues/comments/2',
    ]);
    expect(received.every(({ token }) => token === 'Bearer t0ken')).toBe(true);
    expect(JSON.parse(received[1]?.body ?? '').body).toContain('## RabbitMQ: online');
    expect(JSON.parse(received[3]?.body ?? '').body).toContain('## RabbitMQ: loses data');
  });

  test('finds its comment behind a hundred others', async () => {
    comments.push(...Array.from({ length: 100 }, (_, index) => ({ id: index, body: 'me too' })));

    await review('no-change', github());

    expect(received[1]?.call).toBe('GET /repos/shop/infra/issues/42/comments?per_page=100&page=2');
  });

  test('comments on a merge request of GitLab too', async () => {
    const env = { CI_API_V4_URL: url(), CI_PROJECT_ID: '9', CI_MERGE_REQUEST_IID: '3', GITLAB_TOKEN: 't0ken' };

    expect(await review('no-change', env)).toBe(0);
    await review('no-change', env);

    expect(received.map(({ call }) => call)).toEqual([
      'GET /projects/9/merge_requests/3/notes?per_page=100&page=1',
      'POST /projects/9/merge_requests/3/notes',
      'GET /projects/9/merge_requests/3/notes?per_page=100&page=1',
      'PUT /projects/9/merge_requests/3/notes/1',
    ]);
    expect(received.every(({ token }) => token === 't0ken')).toBe(true);
  });

  test('needs no pull request: the review is in a file', async () => {
    expect(await review('node-replaced', {})).toBe(3);

    expect(received).toEqual([]);
    expect(readFileSync(join(root, 'review.md'), 'utf8')).toContain('## RabbitMQ: loses availability');
  });

  test('says so when it is unknown, instead of leaving what was said before', async () => {
    expect(await review('there-is-no-such-plan', github())).toBe(1);

    expect(JSON.parse(received[1]?.body ?? '').body).toContain('## RabbitMQ: unknown');
  });

  function url(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function github(): Readonly<Record<string, string>> {
    return { GITHUB_API_URL: url(), GITHUB_REPOSITORY: 'shop/infra', GITHUB_TOKEN: 't0ken', PULL_REQUEST: '42' };
  }
});

/** Reviews a recorded plan in an environment of its own; returns the exit code. */
function review(plan: string, env: Readonly<Record<string, string>>): Promise<number> {
  const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env };
  return new Promise((resolve) => {
    execFile(
      join(root, 'ci', 'review.sh'),
      ['--plan', recordedFile(plan)],
      { cwd: root, env: own as NodeJS.ProcessEnv },
      (error) => resolve(error === null ? 0 : Number(error.code)),
    );
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
