import { adopt } from '../../model/adoption/adopt';
import { printableJson } from '../../model/printable';
import type { ServerVersion } from '../../model/server/server-version';
import { adoptionJson, adoptionText } from '../adopt/report';
import { adoptSource } from '../adopt/source';
import { writeFiles } from '../program/write-files';
import { isUrl } from '../health/address';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { optionalServerVersion } from '../program/server-version-option';

/** `rabbitmq-cdk adopt`: an app that declares what a broker has, and takes it over without change. */
export const adoptCommand: CliCommand = {
  register(program, exit) {
    program
      .command('adopt')
      .description(
        'Writes an app in TypeScript that declares what a broker has, in a file for each virtual host, and imports it ' +
          'into Terraform without change. Objects that cannot be declared exactly stay as they are, and are listed with the ' +
          'reason; queues that applications declare themselves are omitted, and counted. Nothing is sent to the broker.',
      )
      .argument(
        '<url|file>',
        'the URL of the management API, http://HOST:15672, its administrator in the URL or as RABBITMQ_USERNAME and ' +
          "RABBITMQ_PASSWORD; a definitions file; a folder or YAML file of the operator's manifests; - is stdin",
      )
      .option('--vhost <name>', 'only this virtual host; repeatable', another, [])
      .option('--out <folder>', 'where to write; nothing there is overwritten', 'adopted')
      .option('--idiomatic', 'say the equal definitions of several policies once, as fragments', false)
      .addOption(optionalServerVersion())
      .addOption(
        formatOption(
          '{folder, files: text[], declared: {SECTION: count}, leftOut: {KIND: count}, leftAlone: [{object: {type, vhost, ' +
            'name}, reason}], variables: [{name, description}]}',
        ),
      )
      .action(async (target: string, options: Options) => {
        const { vhost: vhosts, out, idiomatic: isIdiomatic, serverVersion, format } = options;
        const { topology, ...source } = await adoptSource(target, vhosts, serverVersion);
        const adoption = adopt(topology, { ...source, vhosts, isIdiomatic });
        writeFiles(out, adoption.files, "give another folder by '--out'");
        process.stdout.write(
          format === 'json'
            ? `${printableJson(adoptionJson(adoption, out))}\n`
            : adoptionText(adoption, out, isUrl(target)),
        );
        exit(ExitCode.ok);
      });
  },
};

interface Options {
  readonly vhost: readonly string[];
  readonly out: string;
  readonly idiomatic: boolean;
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'json';
}

function another(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
