import { InvalidArgumentError, Option } from 'commander';
import { formatServerVersion, NEWEST_SERVER_VERSION, parseServerVersion } from '../../model/server/server-version';

/** The option `--server-version`: the server that would decide, the newest known unless told. */
export function serverVersionOption(): Option {
  return optionalServerVersion().default(
    NEWEST_SERVER_VERSION,
    `${formatServerVersion(NEWEST_SERVER_VERSION)}, its latest patch`,
  );
}

/** The option `--server-version` of commands that can find out by themselves. */
export function optionalServerVersion(): Option {
  return new Option(
    '--server-version <version>',
    'the RabbitMQ server that would decide, such as 4.3 or 4.0.5',
  ).argParser((text) => {
    const version = parseServerVersion(text);
    if (version === undefined) throw new InvalidArgumentError('give a version such as 4.3 or 4.0.5');
    if (version.major < 4) throw new InvalidArgumentError('it is not supported; give 4.0 or a later version');
    return version;
  });
}
