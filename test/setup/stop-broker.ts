import './start-broker';

/** After the broker layer. */
export default async function tearDown(): Promise<void> {
  await globalThis.sharedBrokerOfTheRun?.stop();
}
