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

const broker = {
  globalSetup: '<rootDir>/test/setup/start-broker.ts',
  globalTeardown: '<rootDir>/test/setup/stop-broker.ts',
};
const engine = { globalSetup: '<rootDir>/test/setup/start-engine.ts' };

module.exports = {
  projects: [
    layer('unit', '', { testPathIgnorePatterns: ['\\.(broker|lab|smoke|terraform)\\.test\\.ts$', '/node_modules/'] }),
    layer('broker', '.broker', broker),
    layer('smoke', '.smoke', engine),
    layer('terraform', '.terraform', engine),
    layer('lab', '.lab', engine),
  ],
  // The layers beside the first wait for real brokers; a test that should be quicker says so itself.
  testTimeout: 60_000,
};
