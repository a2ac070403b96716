import type { StoredQueue } from '../../model/messages/message-manifest';
import { printableJson } from '../../model/printable';
import { amqpBroker } from '../messages/amqp-broker';
import { readMessageFolder } from '../messages/message-folder';
import { isWholeRestore, previewMessagesText, restoredMessagesText } from '../messages/report';
import { previewMessages, restoreMessages } from '../messages/restore-messages';
import { ask, isInteractive } from '../program/ask';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk restore-messages`: the messages of a folder, to their queues. */
export const restoreMessagesCommand: CliCommand = {
  register(program, exit) {
    program
      .command('restore-messages')
      .description(
        "Verifies what 'rabbitmq-cdk backup-messages' has written, asks for confirmation, and publishes each message to its queue with " +
          "the broker's confirmation; then it counts. Messages that the queues have already stay. Exits with 0 when every " +
          'message is confirmed and counted, with 2 when the counts differ or nobody confirmed, with 3 when the broker refused messages, with 1 when it could ' +
          'not be done.',
      )
      .argument('<folder>', "the folder that 'rabbitmq-cdk backup-messages' has written")
      .argument(
        '<url>',
        'the AMQP URL of the virtual host, amqp://HOST:5672/VHOST or amqps://…, its user in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .argument('[queues...]', 'the names of the queues; without one, all of the folder')
      .option('--auto-approve', 'restore without asking', false)
      .addOption(
        formatOption(
          '{folder, broker, vhost, restored: boolean, queues: [{queue, count, ready, consumers, confirmed, refused, after}]}',
        ),
      )
      .action(async (folder: string, target: string, names: readonly string[], { autoApprove, format }: Options) => {
        const broker = amqpBroker(target, process.env);
        const queues = chosen((await readMessageFolder(folder)).queues, names, folder);
        const previews = await previewMessages(broker, queues);
        const { url, vhost } = broker;
        if (format === 'text') process.stdout.write(previewMessagesText(previews, url));
        const isMeant = autoApprove || (await isConfirmed(url));
        const done = isMeant ? await restoreMessages(broker, folder, queues) : undefined;
        if (format === 'json') {
          const told = { folder, broker: url, vhost, restored: isMeant, queues: done ?? previews };
          process.stdout.write(`${printableJson(told)}\n`);
        } else if (done !== undefined) process.stdout.write(restoredMessagesText(done));
        if (done?.some(({ refused }) => refused > 0)) exit(ExitCode.danger);
        else exit(done?.every(isWholeRestore) ? ExitCode.ok : ExitCode.notice);
      });
  },
};

interface Options {
  readonly autoApprove: boolean;
  readonly format: 'text' | 'json';
}

function chosen(queues: readonly StoredQueue[], names: readonly string[], folder: string): readonly StoredQueue[] {
  const missing = names.filter((name) => !queues.some(({ queue }) => queue === name));
  if (missing.length > 0)
    throw new UserError(
      `'${folder}' has no messages of ${missing.map((name) => `'${name}'`).join(', ')}; it has those of ` +
        queues.map(({ queue }) => `'${queue}'`).join(', '),
    );
  return names.length === 0 ? queues : queues.filter(({ queue }) => names.includes(queue));
}

async function isConfirmed(url: string): Promise<boolean> {
  if (!isInteractive()) throw new UserError(`no terminal to confirm on; pass '--auto-approve'`);
  return (await ask(`Publish these to ${url}? Type 'restore' to do so: `)) === 'restore';
}
