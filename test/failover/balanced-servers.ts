/** A node in one of HAProxy's proxies. */
export interface BalancedServer {
  /** `amqp`, `amqps` or `management`. */
  readonly proxy: string;
  /** The node's host name. */
  readonly node: string;
  /** `UP`, `DOWN` or a way between the two: `UP 1/3`. */
  readonly status: string;
}

/** Asks HAProxy's statistics which nodes are in. */
export async function balancedServers(statisticsUrl: string): Promise<readonly BalancedServer[]> {
  const answer = await fetch(`${statisticsUrl}/;csv`, { signal: AbortSignal.timeout(5_000) });
  const [head = '', ...lines] = (await answer.text()).replace(/^# /, '').trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return { proxy: cell('pxname'), node: cell('svname'), status: cell('status') };
  });
  return rows.filter(({ node }) => node !== 'FRONTEND' && node !== 'BACKEND');
}
