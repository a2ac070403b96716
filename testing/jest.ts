/// <reference types="jest" />
import { matchers, snapshotSerializer, type TopologyMatchers } from '.';

// For jest: `setupFilesAfterEnv: ['rabbitmq-cdk/testing/jest']`, or an import in a test file.
expect.extend(matchers);
expect.addSnapshotSerializer(snapshotSerializer);

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the name that the types of jest have
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- as there
    interface Matchers<R, T = {}> extends TopologyMatchers<R> {}
  }
}
