import { printableJson } from '../../model/printable';
import { amqpBroker } from '../messages/amqp-broker';
import { backUpMessages } from '../messages/backup-messages';
import { managementOf } from '../messages/delivery-limit';
import { backupMessagesText, isWholeBackup } from '../messages/report';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';

/** `rabbitmq-cdk backup-messages`: the messages of queues, into a folder. */
export const backupMessagesCommand: CliCommand = {
  register(program, exit) {
    program
      .command('backup-messages')
      .description(
        'Writes the messages that are ready in queues and streams of one virtual host into a new folder: a file for each queue, with one ' +
          'message a line as JSON, and messages.json, by which they can be verified. They stay in their queues, in order, and are marked as ' +
          'redelivered. Applications get none of them meanwhile. A quorum queue counts a copy as a delivery, and is refused unless it has no ' +
          'delivery limit. Exits with 0 when every message is in its file, with 2 when the ' +
          'counts differ, with 1 when it could not be done.',
      )
      .argument(
        '<url>',
        'the AMQP URL of the virtual host, amqp://HOST:5672/VHOST or amqps://…, its user in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .argument('<folder>', 'where to write: a new or empty folder')
      .argument('<queues...>', 'the names of the queues')
      .option(
        '--management <url>',
        'the URL of the management API, which tells whether a queue counts a copy as a delivery, its user as of the AMQP URL; ' +
          'by default port 15672 of the same host, or 15671 with TLS',
      )
      .option(
        '--allow-redelivery',
        "copy also where a copy counts towards a queue's 'delivery-limit', or nobody knows; a message that exceeds it is lost or dead-lettered",
        false,
      )
      .option('--drain', 'remove the messages of a queue from the broker once all of them are on the disk', false)
      .addOption(
        formatOption(
          '{broker, vhost, folder, drained, queues: [{queue, file, count, sha256, before, after, consumers, returns}]}',
        ),
      )
      .action(async (target: string, folder: string, queues: readonly string[], options: Options) => {
        const { drain, allowRedelivery, management, format } = options;
        const broker = amqpBroker(target, process.env);
        const done = await backUpMessages(broker, folder, [...new Set(queues)], {
          isDrained: drain,
          management: allowRedelivery ? undefined : managementOf(broker, management),
        });
        const { url, vhost } = broker;
        process.stdout.write(
          format === 'json'
            ? `${printableJson({ broker: url, vhost, folder, drained: drain, queues: done })}\n`
            : backupMessagesText(done, folder, drain),
        );
        exit(done.every((queue) => isWholeBackup(queue, drain)) ? ExitCode.ok : ExitCode.notice);
      });
  },
};

interface Options {
  readonly management?: string;
  readonly allowRedelivery: boolean;
  readonly drain: boolean;
  readonly format: 'text' | 'json';
}
