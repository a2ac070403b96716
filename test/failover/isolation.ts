import { run } from '../../host/command';
import { docker } from '../../host/docker';

/**
 * Cuts a container off from others, as a broken link between two switches does: what it sends them vanishes, and everybody else
 * reaches it as before. It needs root on the engine's machine.
 */
export async function cutOff(container: string, others: readonly string[]): Promise<void> {
  await inNetworkOf(container, 'add', others);
}

/** Mends that. */
export async function reconnect(container: string, others: readonly string[]): Promise<void> {
  await inNetworkOf(container, 'del', others);
}

async function inNetworkOf(container: string, action: 'add' | 'del', others: readonly string[]): Promise<void> {
  const pid = (await docker(['inspect', '--format', '{{.State.Pid}}', container])).trim();
  for (const other of others) {
    const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const address = (await docker(['inspect', '--format', format, other])).trim();
    await run('nsenter', ['--target', pid, '--net', 'ip', 'route', action, 'blackhole', address]);
  }
}
