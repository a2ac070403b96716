import { PASSWORD_VARIABLE } from '../../model/adoption/main-file';
import { STATE_VARIABLE } from './app-files';
import { COREPACK, type PackageManager } from './package-manager';
import type { Project } from './project';

/** The workflows for GitHub and for GitLab: they run the package's own commands. */
export function ciFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([
    ['.github/workflows/pull-request.yml', pullRequest(project)],
    ['.github/workflows/deploy.yml', deploy(project)],
    ['.gitlab-ci.yml', gitLab(project.packageManager)],
  ]);
}

const terraformVersion = '1.11.4';

/** The steps of a job of GitHub up to Node.js. */
function node({ packageManager: { field, cache } }: Project): string {
  return `      - uses: actions/checkout@v4${field === undefined ? '' : `\n      - run: ${COREPACK}`}
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: ${cache}`;
}

function terraform({ packageManager: { installLocked } }: Project): string {
  return `      - uses: hashicorp/setup-terraform@v3
        with:
          terraform_version: ${terraformVersion}
          terraform_wrapper: false
      - run: ${installLocked}`;
}

/** What plans need: where the state is, and credentials; a variable or secret that is not set is empty. */
function environment({ broker, adoption }: Project): string {
  const asked = [
    ...(broker === 'remote' ? [PASSWORD_VARIABLE] : []),
    ...(adoption?.variables ?? []).map(({ name }) => name).filter((name) => name !== PASSWORD_VARIABLE),
  ];
  return [
    `      ${STATE_VARIABLE}: \${{ vars.${STATE_VARIABLE} }}`,
    ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((name) => `      ${name}: \${{ secrets.${name} }}`),
    ...asked.map((name) => `      TF_VAR_${name}: \${{ secrets.${name.toUpperCase()} }}`),
  ].join('\n');
}

function pullRequest(project: Project): string {
  const { installLocked, exec, run } = project.packageManager;
  return `name: Pull request

on:
  pull_request:

permissions:
  contents: read

concurrency:
  group: pull-request-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${node(project)}
      - run: ${installLocked}
      # In CI snapshots are compared, and never written.
      - run: ${run('test')}
      - run: ${run('check')}

  review:
    # It needs the state and credentials, which pull requests from forks do not get.
    if: vars.${STATE_VARIABLE} != '' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 20
    environment: review
    permissions:
      contents: read
      pull-requests: write
    env:
${environment(project)}
    steps:
${node(project)}
${terraform(project)}
      - name: What the change does to messages, nodes and clients
        run: ${exec} rabbitmq-cdk review --comment --fail-on losses
        env:
          GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}
`;
}

function deploy(project: Project): string {
  const { exec } = project.packageManager;
  return `name: Deploy

on:
  push:
    branches: [main]
  schedule:
    # Every morning: has anybody changed what is deployed?
    - cron: '17 5 * * *'

permissions:
  contents: read

# A deployment that is cancelled half-way leaves work undone.
concurrency:
  group: deploy
  cancel-in-progress: false

jobs:
  review:
    if: vars.${STATE_VARIABLE} != '' && github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    environment: review
    outputs:
      environment: \${{ steps.verdict.outputs.environment }}
    env:
${environment(project)}
    steps:
${node(project)}
${terraform(project)}
      # What costs data, availability or access waits for the reviewers of the environment 'production-loss'.
      - id: verdict
        env:
          RABBITMQ_PLAN_KEY: \${{ secrets.RABBITMQ_PLAN_KEY }}
        run: |
          code=0
          ${exec} rabbitmq-cdk review --comment --fail-on losses --out reviewed || code=$?
          case "$code" in
            0) echo 'environment=production' >> "$GITHUB_OUTPUT" ;;
            3) echo 'environment=production-loss' >> "$GITHUB_OUTPUT" ;;
            *) exit "$code" ;;
          esac
      # Encrypted: whoever may read the repository may download it.
      - uses: actions/upload-artifact@v4
        with:
          name: reviewed
          path: reviewed
          retention-days: 7

  deploy:
    needs: review
    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: \${{ needs.review.outputs.environment }}
    env:
${environment(project)}
    steps:
${node(project)}
${terraform(project)}
      - uses: actions/download-artifact@v4
        with:
          name: reviewed
          path: reviewed
      # The plan that was reviewed is applied; a loss only after approval.
      - if: needs.review.outputs.environment == 'production'
        run: ${exec} rabbitmq-cdk deploy --plan reviewed --auto-approve
        env:
          RABBITMQ_PLAN_KEY: \${{ secrets.RABBITMQ_PLAN_KEY }}
      - if: needs.review.outputs.environment == 'production-loss'
        run: ${exec} rabbitmq-cdk deploy --plan reviewed --auto-approve --allow data --allow availability --allow access
        env:
          RABBITMQ_PLAN_KEY: \${{ secrets.RABBITMQ_PLAN_KEY }}

  drift:
    if: vars.${STATE_VARIABLE} != '' && github.event_name == 'schedule'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    environment: review
    env:
${environment(project)}
    steps:
${node(project)}
${terraform(project)}
      # Nothing was merged: any change means that what is deployed is no longer what is declared.
      - run: ${exec} rabbitmq-cdk review --comment
`;
}

function gitLab({ field, installLocked, exec, run }: PackageManager): string {
  const install = [...(field === undefined ? [] : [COREPACK]), installLocked].map((line) => `    - ${line}`).join('\n');
  return `# A variable ${STATE_VARIABLE} turns on reviews and deployments: see README.md.
.node:
  image: node:22
  before_script:
${install}

.terraform:
  extends: .node
  before_script:
${install}
    - |
      if ! command -v terraform; then
        curl -fsSLo terraform.zip https://releases.hashicorp.com/terraform/${terraformVersion}/terraform_${terraformVersion}_linux_amd64.zip
        unzip -q terraform.zip terraform -d /usr/local/bin
      fi

check:
  extends: .node
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - ${run('test')}
    - ${run('check')}

review:
  extends: .terraform
  rules:
    - if: $${STATE_VARIABLE} && $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    # The comment needs GITLAB_TOKEN: a project access token with the scope 'api'.
    - ${exec} rabbitmq-cdk review --comment --fail-on losses
  allow_failure:
    exit_codes: 3

# Its plans are encrypted by RABBITMQ_PLAN_KEY: all who may read the project may download an artifact.
plan:
  extends: .terraform
  rules:
    - if: $${STATE_VARIABLE} && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"
  script:
    - ${exec} rabbitmq-cdk review --fail-on losses --out reviewed
  allow_failure:
    exit_codes: 3
  artifacts:
    when: always
    expire_in: 1 week
    paths: [reviewed]

deploy:
  extends: .terraform
  environment: production
  rules:
    - if: $${STATE_VARIABLE} && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"
      when: manual
  resource_group: production
  needs: [plan]
  script:
    - ${exec} rabbitmq-cdk deploy --plan reviewed --auto-approve

# What loses something is for those who may deploy to this environment.
deploy-loss:
  extends: deploy
  environment: production-loss
  script:
    - ${exec} rabbitmq-cdk deploy --plan reviewed --auto-approve --allow data --allow availability --allow access

drift:
  extends: .terraform
  rules:
    - if: $${STATE_VARIABLE} && $CI_PIPELINE_SOURCE == "schedule"
  script:
    - ${exec} rabbitmq-cdk review --format markdown
`;
}
