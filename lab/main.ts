import { Command } from 'commander';
import { connectionUrl } from './broker';
import { startBroker } from './start-broker';
import { removeAll } from './belongings';
import { ensureEngine, stopEngine } from './engine';
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
  .action(async (plugins: string[]) => {
    const broker = await startBroker({ plugins });
    process.stdout.write(`${connectionUrl(broker, '/')}\n`);
    const management = new URL(broker.managementUrl);
    [management.username, management.password] = [broker.username, broker.password];
    process.stdout.write(`${management.href}\n`);
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    await broker.stop();
  });

program
  .command('down')
  .description('remove what the lab left on the engine, and stop the engine if this checkout started it')
  .action(async () => {
    await removeAll();
    await stopEngine();
  });

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof Unavailable)) throw error;
  say(error.message);
  process.exitCode = 1;
});
