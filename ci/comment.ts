import { readFileSync } from 'node:fs';

/** A place where a pull or merge request is commented on. */
interface Host {
  /** The comments of the request, by page from 1. */
  readonly comments: (page: number) => string;
  /** What makes a comment. */
  readonly create: string;
  /** What changes one. */
  readonly change: (id: number) => { readonly method: string; readonly url: string };
  readonly headers: Readonly<Record<string, string>>;
}

interface Comment {
  readonly id: number;
  readonly body: string;
}

const pageSize = 100;

/**
 * Puts a Markdown file as a comment on the pull request of the job: the one that begins with the same line is changed,
 * so that there is one, whatever is pushed. Without a pull request, nothing is done.
 */
async function main(file: string): Promise<void> {
  const host = hostOf(process.env);
  if (host === undefined) {
    process.stderr.write('this is no job of a pull request: nothing to comment on\n');
    return;
  }
  const body = readFileSync(file, 'utf8');
  const [marker = ''] = body.split('\n', 1);
  const earlier = await find(host, marker);
  const { method, url } = earlier === undefined ? { method: 'POST', url: host.create } : host.change(earlier.id);
  await request(host, method, url, { body });
}

function hostOf(env: NodeJS.ProcessEnv): Host | undefined {
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST } = env;
  if (GITHUB_API_URL && GITHUB_REPOSITORY && GITHUB_TOKEN && PULL_REQUEST) {
    const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
    return {
      comments: (page) => `${issues}/${PULL_REQUEST}/comments?per_page=${pageSize}&page=${page}`,
      create: `${issues}/${PULL_REQUEST}/comments`,
      change: (id) => ({ method: 'PATCH', url: `${issues}/comments/${id}` }),
      headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' },
    };
  }
  const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_TOKEN } = env;
  if (CI_API_V4_URL && CI_PROJECT_ID && CI_MERGE_REQUEST_IID && GITLAB_TOKEN) {
    const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
    return {
      comments: (page) => `${notes}?per_page=${pageSize}&page=${page}`,
      create: notes,
      change: (id) => ({ method: 'PUT', url: `${notes}/${id}` }),
      headers: { 'private-token': GITLAB_TOKEN },
    };
  }
  return undefined;
}

async function find(host: Host, marker: string): Promise<Comment | undefined> {
  for (let page = 1; ; page += 1) {
    const response = await request(host, 'GET', host.comments(page));
    const comments = (await response.json()) as readonly Comment[];
    const found = comments.find(({ body }) => body.startsWith(marker));
    if (found !== undefined || comments.length < pageSize) return found;
  }
}

async function request({ headers }: Host, method: string, url: string, body?: object): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${method} ${url} gives ${response.status}: ${await response.text()}`);
  return response;
}

main(process.argv[2] ?? 'review.md').catch((error: Error) => {
  process.stderr.write(`error: the comment could not be written: ${error.message}\n`);
  process.exitCode = 1;
});
