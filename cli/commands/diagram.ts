import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import { indexTopology } from '../../model/analysis/topology-index';
import { compareDiagrams } from '../../model/diagram/compare-diagrams';
import { diagramOf } from '../../model/diagram/diagram';
import { asMermaid } from '../../model/diagram/mermaid';
import { asSvg } from '../../model/diagram/svg';
import { Router } from '../../model/routing/router';
import { sideOf, type Side } from '../diff/side';
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
        'Draws the exchanges and queues of a virtual host, and the routes between them: bindings, alternate exchanges and ' +
          'dead letters. The HTML page works offline: it can be searched, and shows the route of a message and the facts about a queue.',
      )
      .option(
        '--before <what>',
        'what was there before, of which the diagram marks what was added, removed and changed: a definitions file, the URL of a ' +
          'management API, a stack, or its cdk.tf.json',
      )
      .option('--vhost <name>', 'the virtual host; may be left out where there is one only')
      .addOption(
        new Option('--format <format>', 'a page for the browser, a picture, or text that Markdown sites draw')
          .choices(Object.keys(formats))
          .default('html'),
      )
      .option('--out <file>', 'the file to write, which is replaced; else it is printed')
      .action(async (options: Options) => {
        const drawn = await formats[options.format](
          await topologySource(options, options.vhost),
          options.before === undefined ? undefined : await sideOf(options.before, options.broker),
        );
        if (options.out === undefined) process.stdout.write(drawn);
        else writeFileSync(options.out, drawn);
      });
  },
};

interface Options extends SourceOptions {
  readonly vhost?: string;
  readonly before?: string;
  readonly format: keyof typeof formats;
  readonly out?: string;
}

const formats = {
  html: async (source: TopologySource, before?: Side) => {
    const { index, diagram } = drawing(source, before);
    return asPage(diagram, index, findingsOf(source, index), pageScript());
  },
  svg: async (source: TopologySource, before?: Side) => asSvg(drawing(source, before).diagram),
  mermaid: async (source: TopologySource, before?: Side) => asMermaid(drawing(source, before).diagram),
};

function drawing({ topology, version, vhost }: TopologySource, before?: Side) {
  const index = indexTopology(topology, version);
  const router = new Router(index);
  if (before === undefined) return { index, diagram: diagramOf(router, vhost) };
  return { index, diagram: compareDiagrams(new Router(indexTopology(before.topology, before.version)), router, vhost) };
}
