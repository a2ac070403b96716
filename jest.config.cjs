/** One project a layer, so that each runs alone (`npm run test:unit`, …); what they share is here. */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.cache', '<rootDir>/dist'],
  setupFiles: ['<rootDir>/test/setup/without-token-traces.ts'],
};

/** A layer is told by its file's name: `queue.test.ts` is a unit or synth test, `queue.broker.test.ts` needs a broker, … */
const layer = (displayName, suffix, extra = {}) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/test/**/*${suffix}.test.ts`],
  ...extra,
});

/**
 * A layer whose tests are about the servers of one generation (docs/testing.md): the lab starts those, and the setup is told.
 * The layers without one are about the generation that the environment variable LAB_SERVER names.
 */
const about = (labServer, extra) => ({
  ...extra,
  globals: { labServer },
  setupFiles: [...shared.setupFiles, setup('choose-generation')],
});

const setup = (name) => `<rootDir>/test/setup/${name}.ts`;

/** @param of - which of the setups: jest calls each file once a run, so that every project has its own */
const sharedBroker = (of = '') => ({
  globalSetup: setup(`start-broker${of}`),
  globalTeardown: setup(`stop-broker${of}`),
});
const lab = (of = '') => ({ globalSetup: setup(`start-lab${of}`) });

/** Long tests whose outcome does not depend on the server: packages, manifests, other programs than Terraform. */
const withoutServers = ['/packaging/', 'cdktn\\.', 'kubernetes-scanners\\.', 'single-node-opentofu\\.'];

module.exports = {
  projects: [
    layer('unit', '', { testPathIgnorePatterns: ['\\.(broker|lab|smoke|terraform)\\.test\\.ts$', '/node_modules/'] }),
    layer('broker', '.broker', about('4.3', sharedBroker())),
    layer('broker-4.0', '.broker', about('4.0', sharedBroker('-4.0'))),
    layer('smoke', '.smoke', { globalSetup: setup('start-smoke') }),
    layer('terraform', '.terraform', { globalSetup: setup('start-terraform') }),
    layer('lab', '.lab', about('4.3', lab())),
    layer(
      'lab-4.0',
      '.lab',
      about('4.0', { ...lab('-4.0'), testPathIgnorePatterns: [...withoutServers, '/node_modules/'] }),
    ),
  ],
  // The layers beside the first wait for real brokers; a test that needs longer says so itself.
  testTimeout: 60_000,
};
