import { InvalidArgumentError, Option } from 'commander';
import {
  formatServerVersion,
  judgedBy,
  NEWEST_SERVER_VERSION,
  parseServerVersion,
  type ServerVersion,
} from '../../model/server/server-version';

/** The option `--server-version`: the server that would decide, the newest known unless told. */
export function serverVersionOption(): Option {
  return optionalServerVersion()
    .default(NEWEST_SERVER_VERSION, `${formatServerVersion(NEWEST_SERVER_VERSION)}, its latest patch`)
    .argParser((text) => {
      const version = readServerVersion(text);
      const known = judgedBy(version);
      if (known !== undefined) {
        const [asked, newest] = [version, known].map(formatServerVersion);
        process.stderr.write(`RabbitMQ ${asked} is not known; ${newest}, the newest known, stands for it\n`);
      }
      return version;
    });
}

/** The option `--server-version` of commands that can find out by themselves. */
export function optionalServerVersion(): Option {
  return new Option(
    '--server-version <version>',
    'the RabbitMQ server that would decide, such as 4.3 or 4.0.5',
  ).argParser(readServerVersion);
}

/** Reads a version that a command line names. */
export function readServerVersion(text: string): ServerVersion {
  const version = parseServerVersion(text);
  if (version === undefined) throw new InvalidArgumentError('give a version such as 4.3 or 4.0.5');
  if (version.major < 4) throw new InvalidArgumentError('it is not supported; give 4.0 or a later version');
  return version;
}
