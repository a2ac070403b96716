import { CommandError, run } from '../../../host/command';

/** What the command says when it refuses. */
async function refusal(...args: readonly string[]): Promise<string> {
  const env = { KUBECONFIG: '/nowhere/kube.conf' };
  const refused = await run(process.execPath, ['bin/rabbitmq-cdk.js', 'health', ...args], { env }).catch(
    (error: unknown) => error,
  );
  if (refused instanceof CommandError && refused.exitCode === 1) return refused.reason;
  throw new Error(`it did not refuse: ${String(refused)}`);
}

test('does not reach a URL through Kubernetes, and keeps its password to itself', async () => {
  const said = await refusal('http://admin:hush@rabbitmq.example.com', '--kubernetes');

  expect(said).toMatch(/takes a stack or NAMESPACE\/NAME of a StatefulSet, got a URL/);
  expect(said).not.toContain('hush');
});

test('says what a target on Kubernetes looks like', async () => {
  expect(await refusal('mq/', '--kubernetes')).toMatch(/takes a stack or NAMESPACE\/NAME of a StatefulSet, got 'mq\/'/);
});
