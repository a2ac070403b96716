import { STACK } from '../../model/adoption/main-file';
import { COREPACK } from './package-manager';
import type { BrokerKind, Project, TestFramework } from './project';
import { versions } from './versions';

/** What tools read: the package, the compiler, cdktf, git, the dev container and Renovate. */
export function settingsFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', json(packageManifest(project))],
    ['tsconfig.json', json(compiler(project.tests))],
    ['cdktf.json', json(cdktf(project.name))],
    ['.gitignore', gitIgnore(project.packageManager.ignored)],
    ['.devcontainer/devcontainer.json', json(devContainer(project))],
    ['renovate.json', json(renovate)],
    ...project.packageManager.files,
  ]);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function packageManifest({ name, broker, tests, packageManager, dependency, isCdktn }: Project): object {
  const framework = frameworks[tests];
  const fork = `npm:cdktn@${versions.cdktn}`;
  return {
    name,
    version: '0.0.0',
    private: true,
    engines: { node: '>=20' },
    ...(packageManager.field === undefined ? {} : { packageManager: packageManager.field }),
    scripts: {
      test: framework.run,
      'test:update': framework.update,
      synth,
      check: `tsc && ${synth} && rabbitmq-cdk check cdktf.out/stacks/${STACK}/cdk.tf.json`,
      review: 'rabbitmq-cdk review --fail-on losses',
      deploy: 'rabbitmq-cdk deploy',
      destroy: `rabbitmq-cdk destroy ${STACK}`,
    },
    dependencies: {
      ...withVersions(providers[broker].map((provider) => `@cdktf/provider-${provider}` as const)),
      cdktf: isCdktn ? fork : versions.cdktf,
      constructs: versions.constructs,
      'rabbitmq-cdk': dependency,
    },
    devDependencies: withVersions(['@types/node', 'tsx', 'typescript', ...framework.packages]),
    // The providers accept cdktf only, and work with the fork.
    ...(isCdktn ? packageManager.replaceCdktf(fork) : {}),
  };
}

/** Runs the app, which writes what is synthesized. */
const synth = 'node --import tsx main.ts';

/** The prebuilt providers that a broker of each kind is made with. */
const providers = {
  docker: ['docker', 'random', 'tls'],
  cluster: ['docker', 'random', 'tls'],
  kubernetes: ['kubernetes', 'random', 'tls'],
  remote: ['random'],
} as const;

type Dependency = keyof typeof versions;

function withVersions(names: readonly Dependency[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...names].sort().map((name) => [name, versions[name]]));
}

const frameworks = {
  jest: { run: 'jest', update: 'jest --updateSnapshot', packages: ['@swc/core', '@swc/jest', '@types/jest', 'jest'] },
  vitest: { run: 'vitest run', update: 'vitest run --update', packages: ['vitest'] },
} as const;

function compiler(tests: TestFramework): object {
  return {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023'],
      module: 'Node16',
      types: ['node', tests === 'jest' ? 'jest' : 'vitest/globals'],
      strict: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      isolatedModules: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['**/*.ts', '**/*.mts'],
    exclude: ['node_modules', 'cdktf.out'],
  };
}

function cdktf(name: string): object {
  return {
    language: 'typescript',
    app: synth,
    projectId: name,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
  };
}

function gitIgnore(ofPackageManager: readonly string[]): string {
  return `${['node_modules/', ...ofPackageManager].join('\n')}
coverage/
*.log

# What is synthesized
cdktf.out/

# State and plans hold every generated password
*.tfstate
*.tfstate.*
*.tfplan
.terraform/
reviewed/
`;
}

function devContainer({ name, broker, packageManager }: Project): object {
  return {
    name,
    image: 'mcr.microsoft.com/devcontainers/typescript-node:22',
    features: {
      'ghcr.io/devcontainers/features/terraform:1': { tflint: 'none', terragrunt: 'none' },
      ...features[broker],
    },
    postCreateCommand:
      packageManager.field === undefined ? packageManager.install : `sudo ${COREPACK} && ${packageManager.install}`,
    ...(broker === 'docker' || broker === 'cluster' ? { forwardPorts: [5672, 15672] } : {}),
  };
}

const dockerFeature = { 'ghcr.io/devcontainers/features/docker-in-docker:2': {} };
const features: Readonly<Record<BrokerKind, object>> = {
  docker: dockerFeature,
  cluster: dockerFeature,
  kubernetes: { 'ghcr.io/devcontainers/features/kubectl-helm-minikube:1': { minikube: 'none' } },
  remote: {},
};

const renovate = {
  $schema: 'https://docs.renovatebot.com/renovate-schema.json',
  extends: ['config:recommended'],
  packageRules: [
    { groupName: 'CDK for Terraform', matchPackageNames: ['cdktf', 'constructs', '@cdktf/**'] },
    { groupName: 'test tools', matchPackageNames: ['jest', '@types/jest', '@swc/**', 'vitest'] },
  ],
};
