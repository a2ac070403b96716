import { CommandError } from '../../host/command';
import { docker } from '../../host/docker';

/** A node in a container, as its own tools take it out of service and back. */
export class RollingNode {
  /**
   * Knows the container.
   * @param container - its name in the engine
   * @param engine - the options of the Docker command line that reach its engine
   */
  constructor(
    readonly container: string,
    private readonly engine: readonly string[],
  ) {}

  /** Its name among its peers: `rabbit@rabbit1`. */
  async name(): Promise<string> {
    return (await this.run('rabbitmqctl', '--quiet', 'eval', 'node().')).replaceAll("'", '');
  }

  /**
   * Asks whether every quorum queue and stream, and what stores declarations, would keep its majority without it.
   * @throws CommandError when one would not within five seconds
   */
  async expectSpare(): Promise<void> {
    await this.run('rabbitmq-upgrade', '--quiet', 'await_online_quorum_plus_one', '--timeout', '5');
  }

  /** Takes it out of service: its leaders move to its peers, its listeners close, and clients connect to others. */
  async drain(): Promise<void> {
    await this.run('rabbitmq-upgrade', '--quiet', 'drain');
  }

  /**
   * Puts it into service again.
   * @returns whether it runs, so that it could be
   */
  async revive(): Promise<boolean> {
    try {
      await this.run('rabbitmq-upgrade', '--quiet', 'revive');
      return true;
    } catch (error) {
      if (error instanceof CommandError) return false;
      throw error;
    }
  }

  /** Gives its cluster's queues leaders on all nodes alike. */
  async rebalance(): Promise<void> {
    await this.run('rabbitmq-queues', '--quiet', 'rebalance', 'all');
  }

  private run(...command: readonly string[]): Promise<string> {
    return docker([...this.engine, 'exec', this.container, ...command]);
  }
}
