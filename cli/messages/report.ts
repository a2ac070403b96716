import { printable } from '../../model/printable';
import type { QueueBackup } from './backup-messages';
import type { QueuePreview, QueueRestored } from './restore-messages';

/** Whether all that was ready is in the file, and the queue has afterwards what it should have. */
export function isWholeBackup({ count, before, after }: QueueBackup, isDrained: boolean): boolean {
  return count === before && after === (isDrained ? 0 : before);
}

/** Whether every message was confirmed, and the queue has them all. */
export function isWholeRestore({ count, confirmed, ready, after }: QueueRestored): boolean {
  return confirmed === count && after === ready + count;
}

/** What was backed up, for people. */
export function backupMessagesText(done: readonly QueueBackup[], folder: string, isDrained: boolean): string {
  return lines([
    ...done.map((queue) => {
      const { count, before, after, file } = queue;
      const told = `queue '${queue.queue}': ${counted(count)} in ${file}`;
      if (isWholeBackup(queue, isDrained))
        return `${told}, ${isDrained ? 'none left on the broker' : 'all on the broker still'}`;
      return `${told}, of ${before} that were ready; ${after} are ready now: ${otherHands(queue.consumers)}`;
    }),
    ...done
      .filter(({ returns }) => returns > 0 && !isDrained)
      .map(
        ({ queue, returns }) =>
          `queue '${queue}' had messages that were returned ${returns} times before; a copy counts as one more, and what exceeds ` +
          "'delivery-limit' (by default 20) is dropped or dead-lettered: use '--drain' and restore",
      ),
    `${counted(done.reduce((sum, { count }) => sum + count, 0))} written to ${folder}, in plain text and for their owner alone`,
  ]);
}

/** What a restoration meets, for people. */
export function previewMessagesText(previews: readonly QueuePreview[], url: string): string {
  return lines(
    previews.map(
      ({ queue, count, ready, consumers }) =>
        `queue '${queue}': ${counted(count)} to send to ${url}, where it has ${ready} and ${consumers} ${consumers === 1 ? 'consumer' : 'consumers'}`,
    ),
  );
}

/** What it came to, for people. */
export function restoredMessagesText(done: readonly QueueRestored[]): string {
  return lines(
    done.map((restored) => {
      const { queue, count, confirmed, refused, ready, after, consumers } = restored;
      const told = `queue '${queue}': ${confirmed} of ${count} confirmed`;
      if (isWholeRestore(restored)) return `${told}, verified: it had ${ready} and has ${after}`;
      const not = refused === 0 ? '' : `, ${refused} refused`;
      const why = confirmed === count ? `: ${otherHands(consumers)}` : '';
      return `${told}${not}; it had ${ready} and has ${after}${why}`;
    }),
  );
}

function otherHands(consumers: number): string {
  return consumers > 0
    ? `${consumers} ${consumers === 1 ? 'consumer takes' : 'consumers take'} messages too; stop them to count exactly`
    : 'a limit, an expiry or another client has changed the queue meanwhile';
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'message' : 'messages'}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${printable(line)}\n`).join('');
}
