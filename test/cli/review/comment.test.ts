import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';
import { recordedFile } from './recorded';

/** A request that a host of pull requests got. */
interface Received {
  readonly call: string;
  readonly token: string | undefined;
  readonly body: string;
}

describe('rabbitmq-cdk review --comment, as a job runs it', () => {
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
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('comments once on a pull request, and changes that comment from then on', async () => {
    comments.push({ id: 7, body: 'looks good' });

    expect(await review('policy-raised', github())).toBe(2);
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

  test('writes into the summary of the job, and says why there is no comment', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'summary-'));
    const summary = join(folder, 'summary.md');
    const { stderr, code } = await reviewed('node-replaced', { GITHUB_STEP_SUMMARY: summary });
    const written = readFileSync(summary, 'utf8');
    rmSync(folder, { recursive: true });

    expect(code).toBe(3);
    expect(received).toEqual([]);
    expect(stderr).toContain('no comment: this is not the job of a pull request');
    expect(written).toContain('## RabbitMQ: loses availability');
  });

  test('names the token that a job lacks', async () => {
    const { stderr } = await reviewed('no-change', { ...github(), GITHUB_TOKEN: '' });

    expect(stderr).toContain("no comment: set GITHUB_TOKEN, of a job with the permission 'pull-requests: write'");
  });

  test('fails when the host does not take the comment, and shows no token', async () => {
    const env = { ...github(), GITHUB_API_URL: 'http://127.0.0.1:65535' };
    const { stderr, code } = await reviewed('no-change', env);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: the comment could not be written: GET http:.*ECONNREFUSED/m);
    expect(stderr).not.toContain('t0ken');
  });

  test('says so when it is unknown, instead of leaving what was said before', async () => {
    expect(await review('there-is-no-such-plan', github())).toBe(1);

    expect(JSON.parse(received[1]?.body ?? '').body).toContain('## RabbitMQ: unknown');
  });

  test.each([
    ['no-change', 0],
    ['policy-raised', 0],
    ['queue-replaced', 3],
    ['there-is-no-such-plan', 1],
  ])('with --fail-on losses %s exits with %i', async (plan, code) => {
    expect((await reviewed(plan, {}, '--fail-on', 'losses')).code).toBe(code);
  });

  function url(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function github(): Readonly<Record<string, string>> {
    return {
      GITHUB_API_URL: url(),
      GITHUB_REPOSITORY: 'shop/infra',
      GITHUB_TOKEN: 't0ken',
      GITHUB_REF: 'refs/pull/42/merge',
    };
  }
});

/** Reviews a recorded plan in an environment of its own; returns the exit code. */
async function review(plan: string, env: Readonly<Record<string, string>>): Promise<number> {
  return (await reviewed(plan, env)).code;
}

function reviewed(
  plan: string,
  env: Readonly<Record<string, string>>,
  ...options: readonly string[]
): Promise<{ readonly code: number; readonly stderr: string }> {
  const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env };
  const args = [
    join(projectRoot, 'bin/rabbitmq-cdk.js'),
    'review',
    '--plan',
    recordedFile(plan),
    '--comment',
    ...options,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: tmpdir(), env: own as NodeJS.ProcessEnv }, (error, _, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stderr }),
    );
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
