import type { Arguments, ParameterDefinition } from '../topology/topology';
import { call, literal, objectOf, raw, type Expression } from './expression';
import { camelCase, idOf } from './identifiers';
import { shovelProps, upstreamProps } from './links';
import { PACKAGE, type VhostWriter } from './vhost-writer';
import { nameUnless } from './optional';

/** Writes the shovels and federation upstreams. */
export function writeLinks(writer: VhostWriter): void {
  for (const parameter of writer.content.topology.parameters) {
    const { component, name } = parameter;
    if (component !== 'shovel' && component !== 'federation-upstream') continue;
    writer.file.gap();
    writer.notes(parameter.declaredAt);
    const isShovel = component === 'shovel';
    const id = writer.ids.give(
      [idOf(name, component), `${idOf(name, component)}-${isShovel ? 'shovel' : 'upstream'}`],
      '-',
    );
    const variable = isShovel ? undefined : upstreamVariable(writer, name);
    writer.make(variable === undefined ? '' : `const ${variable} = `, isShovel ? 'Shovel' : 'FederationUpstream', id, {
      vhost: raw('vhost'),
      [isShovel ? 'shovelName' : 'upstreamName']: nameUnless(id, name),
      ...linkProps(writer, parameter),
    });
  }
}

function upstreamVariable(writer: VhostWriter, name: string): string | undefined {
  const isUsed = writer.content.topology.policies.some(
    (policy) => policy.definition['federation-upstream'] === name && writer.content.shared.of(policy) === undefined,
  );
  if (!isUsed) return undefined;
  const variable = writer.variables.give([camelCase(name, 'upstream'), `${camelCase(name, 'upstream')}Upstream`], '');
  writer.upstreams.set(name, variable);
  return variable;
}

function linkProps(
  writer: VhostWriter,
  { component, name, value }: ParameterDefinition,
): Record<string, Expression | undefined> {
  const surroundings = {
    vhost: writer.content.vhost.name,
    variable: (kind: 'queue' | 'exchange', object: string) => {
      const made = (kind === 'queue' ? writer.queues : writer.exchanges).get(object);
      return made?.isMade === true ? made.name : undefined;
    },
    secretUri: (prop: string): Expression => {
      const description = `the ${prop.replaceAll('_', ' ')} of ${component} '${name}', with its credentials`;
      const variable = writer.names.variable(`${name}_${prop}`, description);
      writer.file.use('cdktf', 'TerraformStack', 'TerraformVariable');
      return call(
        'AmqpUri.fromVariable',
        call(
          'new TerraformVariable',
          call('TerraformStack.of', raw('this')),
          literal(variable),
          objectOf({ sensitive: literal(true), description: literal(description) }),
        ),
      );
    },
  };
  const props = component === 'shovel' ? shovelProps : upstreamProps;
  writer.file.use(PACKAGE, 'AmqpUri');
  const made = props(value as Arguments, surroundings);
  if (JSON.stringify(made).includes('Duration.')) writer.file.use(PACKAGE, 'Duration');
  return made;
}
