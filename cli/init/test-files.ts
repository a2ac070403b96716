import type { BrokerKind, Project, TestFramework } from './project';

/** The tests of the app: what is declared does what is meant, and is what was reviewed. */
export function testFiles({ adoption, broker, tests }: Project): ReadonlyMap<string, string> {
  const [name, text] =
    adoption === undefined ? ['test/messaging.test.ts', messaging(broker)] : ['test/broker.test.ts', adopted];
  return new Map([[name, text], ...frameworkFiles[tests]]);
}

const snapshot = `test('the topology is what was reviewed', () => {
  expect(synthesized(stack)).toMatchSnapshot();
});
`;

function messaging(broker: BrokerKind): string {
  const pack = broker === 'cluster' || broker === 'kubernetes' ? 'production' : 'recommended';
  return `import { App } from 'cdktf';
import { ${pack} } from 'rabbitmq-cdk/rules';
import { synthesized } from 'rabbitmq-cdk/testing';
import { BrokerStack } from '../broker-stack';

const stack = new BrokerStack(new App(), 'broker');
const { deadLetters, events, orders, orderService } = stack.messaging;

test('orders reach their queue, and nothing else does', () => {
  expect(events).toRoute('order.created', [orders]);
  expect(events).toRoute('user.created', []);
});

test('orders that cannot be handled are kept', () => {
  expect(orders).toDeadLetterTo(deadLetters);
});

test('the order service reads orders, and may do nothing else', () => {
  expect(orderService).toGrantOnly({ read: [orders] });
});

test('the stack passes the rules', () => {
  expect(stack).toPassRules(${pack});
});

${snapshot}`;
}

const adopted = `import { synthesized } from 'rabbitmq-cdk/testing';
import { stack } from '../main';

${snapshot}`;

const frameworkFiles: Readonly<Record<TestFramework, readonly (readonly [name: string, text: string])[]>> = {
  jest: [
    [
      'jest.config.cjs',
      `module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  setupFilesAfterEnv: ['rabbitmq-cdk/testing/jest'],
};
`,
    ],
    [
      'test/matchers.d.ts',
      `// The types of the matchers.
import 'rabbitmq-cdk/testing/jest';
`,
    ],
  ],
  vitest: [
    [
      'vitest.config.mts',
      `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globals: true, include: ['test/**/*.test.ts'], setupFiles: ['test/setup.ts'] },
});
`,
    ],
    [
      'test/setup.ts',
      `import { matchers, snapshotSerializer, type TopologyMatchers } from 'rabbitmq-cdk/testing';
import { expect } from 'vitest';

expect.extend(matchers);
expect.addSnapshotSerializer(snapshotSerializer);

declare module 'vitest' {
  interface Matchers<T = any> extends TopologyMatchers<T> {}
}
`,
    ],
  ],
};
