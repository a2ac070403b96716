import type * as FileSystem from 'node:fs';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ChannelModel, type GetMessage } from 'amqplib';
import { backupMessagesCommand } from '../../../cli/commands/backup-messages';
import { restoreMessagesCommand } from '../../../cli/commands/restore-messages';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { administrationOf, connectionUrl } from '../../../lab/broker';
import { messageFileOf } from '../../../model/messages/message-manifest';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

const commands = {
  'backup-messages': { summary: '', load: () => backupMessagesCommand },
  'restore-messages': { summary: '', load: () => restoreMessagesCommand },
};

const headers = { n: 1, bytes: Buffer.from([1, 255]), list: ['a', { none: null }], at: { '!': 'timestamp', value: 5 } };
const bodies = [Buffer.from([0, 255]), Buffer.from('{"not":  "compact"}\n'), Buffer.alloc(0), Buffer.alloc(300_000, 7)];

// Queues tell their limits with their first statistics.
jest.setTimeout(180_000);

describeWith('broker', 'messages of queues', () => {
  const vhost = `messages ${process.pid}/a`;
  const printed = catchPrinted();
  let connection: ChannelModel;
  let folder: string;
  const url = () => connectionUrl(sharedBroker(), vhost);
  const backup = (...words: readonly string[]) =>
    ran(printed, ['backup-messages', url(), folder, '--management', sharedBroker().managementUrl, ...words], commands);
  const restore = (...words: readonly string[]) =>
    ran(printed, ['restore-messages', folder, url(), '--auto-approve', ...words], commands);

  beforeAll(async () => {
    await administrationOf(sharedBroker()).put(path`vhosts/${vhost}`);
    // A machine that is busy with other tests must not end it.
    connection = await connect(`${url()}?heartbeat=0`);
  });
  afterAll(async () => {
    await connection.close();
    await administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`);
  });
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'messages-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function filled(queue: string, type: string, args: object = {}): Promise<void> {
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': type, ...args } });
    for (const body of bodies)
      channel.publish('', queue, body, {
        persistent: true,
        contentType: 'application/json',
        userId: sharedBroker().username,
        headers,
      });
    await channel.waitForConfirms();
    await channel.close();
  }

  async function taken(queue: string): Promise<readonly GetMessage[]> {
    const channel = await connection.createChannel();
    const all: GetMessage[] = [];
    for (;;) {
      const message = await channel.get(queue, { noAck: true });
      if (message === false) break;
      all.push(message);
    }
    await channel.close();
    return all;
  }

  test.each([
    ['classic', {}],
    ['quorum', { 'x-delivery-limit': -1 }],
  ])('of a %s queue without a delivery limit are copied, and stay in their order', async (type, args) => {
    await filled(`copied ${type}`, type, args);

    const copied = await backup(`copied ${type}`);

    expect(copied).toMatchObject({ code: 0, errors: '' });
    expect(copied.output).toContain(`queue 'copied ${type}': 4 messages in copied-${type}-`);
    expect(copied.output).toContain('all on the broker still');
    expect(statSync(join(folder, messageFileOf(`copied ${type}`))).mode & 0o777).toBe(0o600);
    expect((await taken(`copied ${type}`)).map(({ content }) => content)).toEqual(bodies);
  });

  test('of a quorum queue with a delivery limit are not copied unless that is accepted, since a copy counts', async () => {
    await filled('limited by default', 'quorum');
    await filled('limited', 'quorum', { 'x-delivery-limit': 1 });

    const refused = await backup('limited by default', 'limited');

    expect(refused.code).toBe(1);
    const told = (queue: string, limit: number) =>
      `queue '${queue}' gives up a message that was returned more than ${limit} times`;
    expect(refused.errors).toContain(told('limited by default', 20));
    expect(refused.errors).toContain(told('limited', 1));
    expect(readdirSync(folder)).toEqual([]);
    expect(await backup('limited', '--allow-redelivery')).toMatchObject({ code: 0 });
    rmSync(folder, { recursive: true });
    const exceeding = await backup('limited', '--allow-redelivery');
    expect(exceeding).toMatchObject({ code: 2, output: expect.stringContaining('0 are ready now') });
    expect(await taken('limited')).toEqual([]);
    expect(await taken('limited by default')).toHaveLength(bodies.length);
  });

  test('of a quorum queue that a policy limits are not copied', async () => {
    const policy = { pattern: '^by policy$', 'apply-to': 'queues', definition: { 'delivery-limit': 7 } };
    await administrationOf(sharedBroker()).put(path`policies/${vhost}/${'limit'}`, policy);
    await filled('by policy', 'quorum', { 'x-delivery-limit': -1 });

    expect((await backup('by policy')).errors).toContain(
      "queue 'by policy' gives up a message that was returned more than 7",
    );
  });

  test('are not copied while nobody tells whether a copy counts, unless that is accepted or nothing is to be read', async () => {
    await filled('of nobody knows what', 'classic');
    const channel = await connection.createChannel();
    await channel.assertQueue('empty', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.close();
    const nobody = ['--management', 'http://127.0.0.1:1'];

    const unknown = await backup('of nobody knows what', 'empty', ...nobody);

    expect(unknown.code).toBe(1);
    expect(unknown.errors).toContain(
      "it is not known whether queue 'of nobody knows what' counts a copy as a delivery",
    );
    expect(unknown.errors).toContain('http://127.0.0.1:1 cannot be reached');
    expect(unknown.errors).not.toContain("'empty'");
    expect(unknown.errors).not.toContain(sharedBroker().password);
    expect(await backup('empty', ...nobody)).toMatchObject({ code: 0 });
    rmSync(folder, { recursive: true });
    expect(await backup('of nobody knows what', ...nobody, '--allow-redelivery')).toMatchObject({ code: 0 });
  });

  test('are drained, and come back as they were, byte by byte', async () => {
    await filled('drained', 'quorum');

    const drained = await backup('drained', '--drain');
    const left = await taken('drained');
    const restored = await restore();

    expect(drained).toMatchObject({ code: 0, output: expect.stringContaining('none left on the broker') });
    expect(left).toEqual([]);
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.output).toContain("queue 'drained': 4 of 4 confirmed, verified: it had 0 and has 4");
    const back = await taken('drained');
    expect(back.map(({ content }) => content)).toEqual(bodies);
    expect(back[0]?.properties).toMatchObject({ contentType: 'application/json', deliveryMode: 2, headers });
  });

  test('are told of as JSON, before and after', async () => {
    await filled('as JSON', 'classic');

    const copied = await backup('as JSON', '--format', 'json');
    const restored = await restore('--format', 'json');

    expect(jsonOutputOf('backup-messages', copied.output)).toMatchObject({
      ...{ vhost, drained: false },
      queues: [{ queue: 'as JSON', count: 4 }],
    });
    expect(jsonOutputOf('restore-messages', restored.output)).toMatchObject({
      restored: true,
      queues: [{ confirmed: 4, after: 8 }],
    });
  });

  test('of a stream are copied', async () => {
    await filled('events', 'stream');
    // A stream counts what is confirmed a little later.
    await until(
      'they are counted',
      async () => {
        const channel = await connection.createChannel();
        const { messageCount } = await channel.checkQueue('events');
        await channel.close();
        expect(messageCount).toBe(bodies.length);
      },
      { within: 20_000 },
    );

    expect((await backup('events')).output).toContain("queue 'events': 4 messages in events-");
  }, 30_000);

  test('that a queue refuses are counted, and the exit code is 3', async () => {
    await filled('full', 'classic', { 'x-max-length': 4, 'x-overflow': 'reject-publish' });
    await backup('full');

    const restored = await restore();

    expect(restored.code).toBe(3);
    expect(restored.output).toContain("queue 'full': 0 of 4 confirmed, 4 refused; it had 4 and has 4");
  });

  test('are not written where something is, nor of queues that are not there', async () => {
    const missing = await backup('none', 'nor this');
    expect(missing.code).toBe(1);
    expect(missing.errors).toContain("queue 'none': ");
    expect(missing.errors).toContain("queue 'nor this': ");
    expect(readdirSync(folder)).toEqual([]);
    appendFileSync(join(folder, 'mine'), '');
    await filled('there', 'classic');

    expect((await backup('there')).errors).toContain("is not empty (it holds 'mine')");
  });

  describe('whose files cannot be written', () => {
    const fs = jest.requireActual<typeof FileSystem>('node:fs');
    const { writeSync, openSync } = fs;
    const noSpace = (): never => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    afterEach(() => jest.restoreAllMocks());

    async function refused(queue: string): Promise<string> {
      await filled(queue, 'quorum');
      const { code, errors } = await backup(queue, '--drain');
      jest.restoreAllMocks();
      expect(code).toBe(1);
      expect((await taken(queue)).map(({ content }) => content)).toEqual(bodies);
      return errors;
    }

    test('stay on the broker when the disk is full at the last one, and nothing is left of the file', async () => {
      jest
        .spyOn(fs, 'writeSync')
        .mockImplementation(((file: number, line: Buffer, from: number) =>
          line.length > 300_000 ? noSpace() : writeSync(file, line, from)) as typeof writeSync);

      const errors = await refused('no space');

      expect(errors).toContain(`${messageFileOf('no space')}' cannot be written: ENOSPC: no space left on device`);
      expect(errors).not.toContain('cannot be read');
      expect(readdirSync(folder)).toEqual([]);
    });

    test('stay on the broker when the list of the folder cannot be written', async () => {
      jest
        .spyOn(fs, 'openSync')
        .mockImplementation(((at: string, ...options: ['wx', number]) =>
          at.endsWith('messages.json.part') ? noSpace() : openSync(at, ...options)) as typeof openSync);

      expect(await refused('no list')).toContain("messages.json' cannot be written: ENOSPC: no space left on device");
    });
  });

  test('of a file that was changed are not sent', async () => {
    await filled('changed', 'classic');
    await backup('changed', '--drain');
    appendFileSync(join(folder, messageFileOf('changed')), '\n');

    const restored = await restore();

    expect(restored).toMatchObject({ code: 1, errors: expect.stringContaining('is not what was written') });
    expect(await taken('changed')).toEqual([]);
  });
});
