import { appendFileSync } from 'node:fs';
import { UserError } from '../program/user-error';

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
 * Writes Markdown to where the people of a job read it: as a comment on its pull request (GitHub) or merge request (GitLab), and
 * into the summary of the job. The comment that begins with the same line is changed, so that there is one, whatever is pushed.
 * @param env - the environment of the job; for GitHub a `GITHUB_TOKEN`, for GitLab a `GITLAB_TOKEN` with the scope `api`
 * @param say - told where it could not be written, because this is not the job of a request
 * @throws UserError when the host does not take the comment
 */
export async function comment(body: string, env: NodeJS.ProcessEnv, say: (message: string) => void): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary } = env;
  if (summary) appendFileSync(summary, body);
  const host = hostOf(env);
  if (typeof host === 'string') return say(`no comment: ${host}`);
  const [marker = ''] = body.split('\n', 1);
  const earlier = await find(host, marker);
  const { method, url } = earlier === undefined ? { method: 'POST', url: host.create } : host.change(earlier.id);
  await request(host, method, url, { body });
}

/** The host of the job's request; a reason where there is none. */
function hostOf(env: NodeJS.ProcessEnv): Host | string {
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = env;
  // What `actions/checkout` has checked out: the merge of a pull request.
  const [, pullRequest] = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '') ?? [];
  if (GITHUB_API_URL && GITHUB_REPOSITORY && pullRequest) {
    if (!GITHUB_TOKEN) return "set GITHUB_TOKEN, of a job with the permission 'pull-requests: write'";
    const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
    return {
      comments: (page) => `${issues}/${pullRequest}/comments?per_page=${pageSize}&page=${page}`,
      create: `${issues}/${pullRequest}/comments`,
      change: (id) => ({ method: 'PATCH', url: `${issues}/comments/${id}` }),
      headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' },
    };
  }
  const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_TOKEN } = env;
  if (CI_API_V4_URL && CI_PROJECT_ID && CI_MERGE_REQUEST_IID) {
    if (!GITLAB_TOKEN) return "set GITLAB_TOKEN, a project access token with the scope 'api'";
    const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
    return {
      comments: (page) => `${notes}?per_page=${pageSize}&page=${page}`,
      create: notes,
      change: (id) => ({ method: 'PUT', url: `${notes}/${id}` }),
      headers: { 'private-token': GITLAB_TOKEN },
    };
  }
  return 'this is not the job of a pull request';
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
  const refused = (reason: string) => new UserError(`the comment could not be written: ${method} ${url}: ${reason}`);
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: Error) => {
    throw refused((error.cause as Error | undefined)?.message ?? error.message);
  });
  if (!response.ok) throw refused(`${response.status} ${(await response.text()).slice(0, 500)}`);
  return response;
}
