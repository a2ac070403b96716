import { InvalidArgumentError, Option } from 'commander';
import { parseServerVersion } from '../../model/server/server-version';

/** The option `--server-version`: the server that would decide. */
export function serverVersionOption(): Option {
  return new Option('--server-version <version>', 'the RabbitMQ server that would decide, as 4.2 or 4.0.5')
    .default(parseServerVersion('4.2'), '4.2, its latest patch')
    .argParser((text) => {
      const version = parseServerVersion(text);
      if (version === undefined) throw new InvalidArgumentError(`give a version such as 4.2 or 4.0.5`);
      return version;
    });
}
