import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import { indexTopology } from '../../model/analysis/topology-index';
import { diagramOf } from '../../model/diagram/diagram';
import { asMermaid } from '../../model/diagram/mermaid';
import { asSvg } from '../../model/diagram/svg';
import { Router } from '../../model/routing/router';
import { findingsOf } from '../diagram/findings';
import { asPage } from '../diagram/page';
import { pageScript } from '../diagram/page-script';
import type { CliCommand } from '../program/program';
import { topologySource, withSource, type SourceOptions, type TopologySource } from '../stack/topology-source';

/** `rabbitmq-cdk diagram`: a picture of exchanges, queues and the ways between them. */
export const diagramCommand: CliCommand = {
  register(program) {
    withSource(program.command('diagram'))
      .description(
        'Draws the exchanges and queues of a virtual host, and the ways of messages between them: bindings, alternate exchanges and ' +
          'dead letters. The HTML page needs no network: it is searched, shows where a message goes, and what is known of a queue.',
      )
      .option('--vhost <name>', 'the virtual host; may be left out where there is one only')
      .addOption(
        new Option('--format <format>', 'a page for the browser, a picture, or text that Markdown sites draw')
          .choices(Object.keys(formats))
          .default('html'),
      )
      .option('--out <file>', 'the file to write, which is replaced; else it is printed')
      .action(async (options: Options) => {
        const drawn = await formats[options.format](await topologySource(options, options.vhost));
        if (options.out === undefined) process.stdout.write(drawn);
        else writeFileSync(options.out, drawn);
      });
  },
};

interface Options extends SourceOptions {
  readonly vhost?: string;
  readonly format: keyof typeof formats;
  readonly out?: string;
}

const formats = {
  html: async (source: TopologySource) => {
    const { index, diagram } = drawing(source);
    return asPage(diagram, index, findingsOf(source, index), pageScript());
  },
  svg: async (source: TopologySource) => asSvg(drawing(source).diagram),
  mermaid: async (source: TopologySource) => asMermaid(drawing(source).diagram),
};

function drawing({ topology, version, vhost }: TopologySource) {
  const index = indexTopology(topology, version);
  return { index, diagram: diagramOf(new Router(index), vhost) };
}
