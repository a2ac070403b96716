import { STACK } from '../../model/adoption/main-file';
import type { BrokerKind, Project, TestFramework } from './project';
import { versions } from './versions';

/** What tools read: the package, the compiler, cdktf, git, the dev container and Renovate. */
export function settingsFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', json(packageManifest(project))],
    ['tsconfig.json', json(compiler(project.tests))],
    ['cdktf.json', json(cdktf(project.name))],
    ['.gitignore', gitIgnore],
    ['.devcontainer/devcontainer.json', json(devContainer(project))],
    ['renovate.json', json(renovate)],
  ]);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function packageManifest({ name, broker, tests, dependency, isCdktn }: Project): object {
  const framework = frameworks[tests];
  return {
    name,
    version: '0.0.0',
    private: true,
    engines: { node: '>=20' },
    scripts: {
      test: framework.run,
      'test:update': framework.update,
      synth: 'node --import tsx main.ts',
      check: `tsc && npm run synth && rabbitmq-cdk check cdktf.out/stacks/${STACK}/cdk.tf.json`,
      review: 'rabbitmq-cdk review --fail-on losses',
      deploy: 'rabbitmq-cdk deploy',
      destroy: `rabbitmq-cdk destroy ${STACK}`,
    },
    dependencies: {
      ...withVersions(providers[broker].map((provider) => `@cdktf/provider-${provider}` as const)),
      cdktf: isCdktn ? `npm:cdktn@${versions.cdktn}` : versions.cdktf,
      constructs: versions.constructs,
      'rabbitmq-cdk': dependency,
    },
    devDependencies: withVersions(['@types/node', 'tsx', 'typescript', ...framework.packages]),
    // The providers accept cdktf only, and work with the fork.
    ...(isCdktn ? { overrides: { cdktf: '$cdktf' } } : {}),
  };
}

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
    app: 'node --import tsx main.ts',
    projectId: name,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
  };
}

const gitIgnore = `node_modules/
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

function devContainer({ name, broker }: Project): object {
  return {
    name,
    image: 'mcr.microsoft.com/devcontainers/typescript-node:22',
    features: {
      'ghcr.io/devcontainers/features/terraform:1': { tflint: 'none', terragrunt: 'none' },
      ...features[broker],
    },
    postCreateCommand: 'npm install',
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
