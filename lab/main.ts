import { Command, Option } from 'commander';
import { connectionUrl } from './broker';
import { startBroker } from './start-broker';
import { removeAll } from './belongings';
import { ensureEngine, stopEngine } from './engine';
import { generations, type Generation } from './generation';
import { ensureImage } from './image';
import { images } from './images';
import { say } from './progress';
import { Unavailable } from './unavailable';

const program = new Command('lab').description('real brokers for tests and trials, on a machine with nothing');

program
  .command('up')
  .description('start a Docker engine if none answers, and get every image: what tests do by themselves')
  .action(async () => {
    await ensureEngine();
    for (const image of images) process.stdout.write(`${await ensureImage(image)}\n`);
  });

program
  .command('broker [plugins...]')
  .description(
    'run a broker until Ctrl-C, and print the URLs that lead to it, with the credentials of its administrator',
  )
  .addOption(
    new Option('--server <generation>', 'which generation of RabbitMQ')
      .choices(generations)
      .default('4.3')
      .env('LAB_SERVER'),
  )
  .action(async (plugins: string[], { server }: { server: Generation }) => {
    const broker = await startBroker({ server, plugins });
    process.stdout.write(`${connectionUrl(broker, '/')}\n`);
    const management = new URL(broker.managementUrl);
    [management.username, management.password] = [broker.username, broker.password];
    process.stdout.write(`${management.href}\n`);
    await signalled();
    await broker.stop();
  });

program
  .command('down')
  .description('remove what the lab left on the engine, and stop the engine if this checkout started it')
  .action(async () => {
    await removeAll();
    await stopEngine();
  });

/** Waits for Ctrl-C or SIGTERM. */
async function signalled(): Promise<void> {
  // A handler of signals does not keep the process alive; this does.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  clearInterval(alive);
}

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof Unavailable)) throw error;
  say(error.message);
  process.exitCode = 1;
});
