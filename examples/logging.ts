import { Construct } from 'constructs';
import {
  BrokerPolicy,
  type BrokerRef,
  DirectExchange,
  Duration,
  FanoutExchange,
  HeadersExchange,
  QuorumQueue,
  StreamQueue,
  TopicExchange,
  User,
  Vhost,
} from 'rabbitmq-cdk';

export interface LoggingProps {
  /** The broker on which it is declared, in a virtual host of its own. */
  readonly broker: BrokerRef;
}

/**
 * Logs through every core type of exchange: by severity (direct), to everybody (fanout), by facility and severity
 * (topic), by attributes (headers), with an alternate exchange for what nothing takes, and with dead letters kept.
 */
export class Logging extends Construct {
  readonly vhost: Vhost;

  constructor(scope: Construct, id: string, { broker }: LoggingProps) {
    super(scope, id);
    this.vhost = new Vhost(this, 'vhost', {
      broker,
      vhostName: 'logging',
      description: 'logs by every type of exchange',
    });
    // Of logs the newest count: a queue that nobody reads forgets the oldest.
    new BrokerPolicy(this, 'bounded', {
      vhost: this.vhost,
      pattern: '',
      applyTo: 'quorum_queues',
      maxLength: 100_000,
      overflow: 'drop-head',
    });
    this.bySeverity();
    this.toEverybody();
    this.byFacilityAndSeverity();
    this.byAttributes();
    this.withAlternate();
    this.fromExchangeToExchange();
    this.withDeadLetters();
    this.readersAndWriters();
  }

  /** Readers of errors bind exactly the severities that they want. */
  private bySeverity(): void {
    const { vhost } = this;
    const directLogs = new DirectExchange(this, 'direct_logs', { vhost });
    new QuorumQueue(this, 'warnings', { vhost }).bindTo(directLogs, 'warning');
    const logsDirect = new DirectExchange(this, 'logs_direct', { vhost });
    new QuorumQueue(this, 'errors_seen', { vhost }).bindTo(logsDirect, 'error', 'critical');
  }

  /** Whatever is published reaches the archive: a stream, which can be read again from any point. */
  private toEverybody(): void {
    const { vhost } = this;
    const logs = new FanoutExchange(this, 'logs', { vhost });
    new StreamQueue(this, 'log_archive', { vhost, maxAge: Duration.days(7) }).bindTo(logs);
  }

  private byFacilityAndSeverity(): void {
    const { vhost } = this;
    const topicLogs = new TopicExchange(this, 'topic_logs', { vhost });
    new QuorumQueue(this, 'kernel_logs', { vhost }).bindTo(topicLogs, 'kern.*');
    new QuorumQueue(this, 'critical_logs', { vhost }).bindTo(topicLogs, '*.critical');
  }

  private byAttributes(): void {
    const { vhost } = this;
    const headersLogs = new HeadersExchange(this, 'headers_logs', { vhost });
    const reports = new QuorumQueue(this, 'pdf_reports', { vhost });
    reports.addBinding(headersLogs, { id: 'pdf-report', match: 'all', headers: { format: 'pdf', type: 'report' } });
  }

  /** What no binding of main_exchange takes is kept, not dropped. */
  private withAlternate(): void {
    const { vhost } = this;
    const alternate = new FanoutExchange(this, 'alternate_exchange', { vhost });
    new QuorumQueue(this, 'unrouted', { vhost }).bindTo(alternate);
    const mainExchange = new DirectExchange(this, 'main_exchange', { vhost, alternateExchange: alternate });
    new QuorumQueue(this, 'routed', { vhost }).bindTo(mainExchange, 'known');
  }

  private fromExchangeToExchange(): void {
    const { vhost } = this;
    const main = new TopicExchange(this, 'main', { vhost });
    const errors = new FanoutExchange(this, 'errors', { vhost });
    errors.bindTo(main, '*.error');
    new QuorumQueue(this, 'error_alerts', { vhost }).bindTo(errors);
  }

  private withDeadLetters(): void {
    const { vhost } = this;
    const dlx = new DirectExchange(this, 'dlx_exchange', { vhost });
    new QuorumQueue(this, 'dead_letters', { vhost }).bindTo(dlx, 'dead_letters');
    new QuorumQueue(this, 'main_queue', {
      vhost,
      maxLength: 100_000,
      deadLetterExchange: dlx,
      deadLetterRoutingKey: 'dead_letters',
    });
  }

  /**
   * A writer may publish to the log exchanges. A reader may consume what is declared here, and declare exclusive queues
   * that the server names (`amq.gen-…`) and bind them: those belong to consumers, not to infrastructure.
   */
  private readersAndWriters(): void {
    const { broker } = this.vhost;
    const exchanges = 'direct_logs|headers_logs|logs|logs_direct|main|main_exchange|topic_logs';
    const queues =
      'critical_logs|error_alerts|errors_seen|kernel_logs|log_archive|pdf_reports|routed|unrouted|warnings';
    new User(this, 'log_writer', {
      broker,
      permissions: [{ vhost: this.vhost, write: `^(${exchanges})$` }],
    });
    new User(this, 'log_reader', {
      broker,
      permissions: [
        {
          vhost: this.vhost,
          configure: '^amq\\.gen-.*$',
          write: '^amq\\.gen-.*$',
          read: `^(amq\\.gen-.*|${exchanges}|${queues})$`,
        },
      ],
    });
  }
}
