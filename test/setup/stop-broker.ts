import './start-broker';

/** After the broker layer. */
async function tearDown(): Promise<void> {
  await globalThis.sharedBrokerOfTheRun?.stop();
}

export = tearDown;
