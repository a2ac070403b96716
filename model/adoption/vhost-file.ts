import { writeMoreBindings } from './binding-calls';
import { writeExchangesAndQueues } from './exchange-statements';
import { comment, inComment } from './expression';
import { writeLinks } from './link-statements';
import { writePermissions } from './permission-statements';
import { writePolicies } from './policy-statements';
import type { VhostContent, VhostNames } from './vhost-content';
import { writeVhost } from './vhost-statement';
import { PACKAGE, VhostWriter } from './vhost-writer';

/** Writes the file of a virtual host. */
export function vhostFile(content: VhostContent, names: VhostNames): string {
  const writer = new VhostWriter(content, names);
  const { file, variables, common } = writer;
  const { topology, vhost, shared } = content;
  const hasUsers = topology.permissions.length + topology.topicPermissions.length > 0;
  file.use('constructs', 'Construct');
  file.use(PACKAGE, 'type BrokerRef', 'Vhost');
  if (hasUsers) file.use('../users', 'type Users');
  shared.declare(file, variables);
  file.add(
    `export interface ${names.className}Props {`,
    '  /** The broker that holds the virtual host. */',
    '  readonly broker: BrokerRef;',
    ...(hasUsers ? ['  /** Who may do something in it. */', '  readonly users: Users;'] : []),
    '}',
    '',
    `/** The virtual host \`${inComment(vhost.name)}\`. */`,
    `export class ${names.className} extends Construct {`,
    `  constructor(scope: Construct, id: string, { ${hasUsers ? 'broker, users' : 'broker'} }: ${names.className}Props) {`,
    '    super(scope, id);',
    ...[...common].map(([rule, count]) => `    ${comment(`${count} times ${rule}: rabbitmq-cdk check tells where`)}`),
  );
  writeVhost(writer);
  writer.nameEverything();
  writeExchangesAndQueues(writer);
  writeMoreBindings(writer);
  writeLinks(writer);
  writePolicies(writer);
  writePermissions(writer);
  file.add('  }', '}');
  return file.toString();
}
