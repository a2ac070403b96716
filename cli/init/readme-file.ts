import { PASSWORD_VARIABLE } from '../../model/adoption/main-file';
import { STATE_VARIABLE } from './app-files';
import { COREPACK } from './package-manager';
import type { BrokerKind, Project } from './project';

const docs = 'node_modules/rabbitmq-cdk/docs';

/** The README of the app: what is where, how to run it, and what CI needs. */
export function readmeFile(project: Project): string {
  const { name, broker, adoption, packageManager } = project;
  const { field, install, lockFile, exec, run } = packageManager;
  const commands: readonly (readonly [command: string, means: string])[] = [
    [install, `commit ${lockFile}`],
    [run('test'), 'the first run writes the snapshot: commit it'],
    [run('check'), 'types, and what a broker would reject'],
    [run('review'), 'what a deployment would do to messages, nodes and clients'],
    [run('deploy'), 'applies it'],
  ];
  const variables = adoption?.variables ?? (broker === 'remote' ? [{ name: PASSWORD_VARIABLE }] : []);
  const exports = variables.map((one) => `export TF_VAR_${one.name}=…\n`).join('');
  return `# ${name}

RabbitMQ as code, with [rabbitmq-cdk](node_modules/rabbitmq-cdk/README.md).

\`\`\`sh
${[...(field === undefined ? [] : [[COREPACK, `once: it runs ${field}`] as const]), ...commands].map(([command, means]) => `${command === run('review') ? exports : ''}${command.padEnd(24)} # ${means}`).join('\n')}
\`\`\`

\`${run('review')}\` and \`${run('deploy')}\` need Terraform 1.5 or later, or OpenTofu${needs[broker]}. \`${exec} rabbitmq-cdk --help\` lists all commands.

${table([['file', 'holds'], ...files(project)])}

${first(project)}
## CI

\`.github/workflows\` (GitHub) and \`.gitlab-ci.yml\` (GitLab) test every pull or merge request; delete the one that you do not use. Reviews
and deployments begin when you set:

1. The variable \`${STATE_VARIABLE}\`: [where the state is kept](${docs}/remote-state.md). The credentials of the backend are secrets.
2. The secret \`RABBITMQ_PLAN_KEY\`, from \`openssl rand -hex 32\`.
3. ${variables.length === 0 ? 'No other secrets' : `The secrets ${variables.map((one) => `\`${one.name.toUpperCase()}\``).join(', ')}; in GitLab \`TF_VAR_${variables[0]?.name ?? ''}\` and so on`}.
4. The environments \`review\`, \`production\`, and \`production-loss\`, which has required reviewers: what loses data, availability
   or access waits for them. [More](${docs}/ci.md).
`;
}

const needs: Readonly<Record<BrokerKind, string>> = {
  docker: ', and a Docker engine',
  cluster: ', and a Docker engine',
  kubernetes: ', and a Kubernetes cluster in `~/.kube/config`',
  remote: '',
};

function files({ adoption, tests }: Project): readonly (readonly [file: string, holds: string])[] {
  const app: readonly (readonly [string, string])[] =
    adoption === undefined
      ? [
          ['`main.ts`', 'the app: its stacks, and where their state is kept'],
          ['`broker-stack.ts`', 'the broker'],
          ['`messaging.ts`', 'exchanges, queues, users: change this'],
          ['`test/messaging.test.ts`', `what must hold of them, with ${tests}`],
        ]
      : [
          ['`main.ts`', 'the app: the broker, and where the state is kept'],
          ['`vhosts/`', 'a class for each virtual host'],
          ['`left-alone.md`', 'what stays on the broker undeclared, and why'],
          ['`test/broker.test.ts`', `the snapshot of what is declared, with ${tests}`],
        ];
  return [
    ...app,
    ['`.devcontainer/`', 'Node.js and Terraform, for editors and Codespaces'],
    ['`renovate.json`', 'updates'],
  ];
}

function first({ adoption, broker }: Project): string {
  if (adoption !== undefined)
    return `Set the broker in \`main.ts\` first. The first deployment takes over what is there and changes nothing:
[adopt](${docs}/adopt.md) says more.
`;
  if (broker === 'remote') return 'Set the endpoint and the administrator in `broker-stack.ts` first.\n';
  return '';
}

/** A table of Markdown with cells of equal width. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
