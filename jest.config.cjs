/** One project a layer, so that each runs alone (`npm run test:unit`, …); what they share is here. */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.cache', '<rootDir>/dist'],
};

/** A layer is told by its file's name: `queue.test.ts` is a unit or synth test, `queue.broker.test.ts` needs a broker, … */
const layer = (displayName, suffix, extra = {}) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/test/**/*${suffix}.test.ts`],
  ...extra,
});

const setup = (name) => `<rootDir>/test/setup/${name}.ts`;

module.exports = {
  projects: [
    layer('unit', '', { testPathIgnorePatterns: ['\\.(broker|lab|smoke|terraform)\\.test\\.ts$', '/node_modules/'] }),
    layer('broker', '.broker', { globalSetup: setup('start-broker'), globalTeardown: setup('stop-broker') }),
    layer('smoke', '.smoke', { globalSetup: setup('start-engine') }),
    layer('terraform', '.terraform', { globalSetup: setup('start-terraform') }),
    layer('lab', '.lab', { globalSetup: setup('start-lab') }),
  ],
  // The layers beside the first wait for real brokers; a test that needs longer says so itself.
  testTimeout: 60_000,
};
