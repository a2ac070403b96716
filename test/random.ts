import fc from 'fast-check';

/**
 * What random tests start from: the same each time, so that a run that failed fails again. RABBITMQ_CDK_TEST_SEED gives another.
 */
export const testSeed = Number(process.env['RABBITMQ_CDK_TEST_SEED'] ?? 20_260_101);

fc.configureGlobal({ seed: testSeed });

export { fc };
