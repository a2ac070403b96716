import { field, sections, text, type Fields } from '../definitions/entry';
import { withoutUris } from '../definitions/withheld';
import type { Json, Topology } from '../topology/topology';
import { unescapeTemplates } from './templates';
import { topologyOfResources, type DeclaredResource } from './resource-kinds';
import { isObject } from '../json/is-object';

/** Whether a text is a synthesized stack, `cdk.tf.json`, and not a definitions file. */
export function isStack(content: string): boolean {
  // Most files are none, and large ones take long to read.
  if (!content.includes('"terraform"') && !content.includes('"resource"')) return false;
  const root = parse(content);
  if (root === undefined || sections.some((section) => field(root, section) !== undefined)) return false;
  return isObject<Json>(field(root, 'terraform')) || field(root, 'resource') !== undefined;
}

/**
 * Reads the topology that a synthesized stack declares: its `rabbitmq_*` resources, as the provider sends them. References
 * to other resources (`${…}`) stay as they are, but for URIs, of which only Terraform knows whether they hold a password.
 * @param content - the text of a `cdk.tf.json`
 * @param file - what to call the file
 * @param isMeant - which resources to read, by the provider that makes them: `rabbitmq`, `rabbitmq.ALIAS`
 * @see https://registry.terraform.io/providers/cyrilgdn/rabbitmq/latest/docs
 */
export function readStack(
  content: string,
  file: string,
  isMeant: (resource: DeclaredResource & { readonly provider: string }) => boolean = () => true,
): Topology {
  const resources = field(parse(content) ?? {}, 'resource');
  const declared = Object.entries(isObject<Json>(resources) ? resources : {}).flatMap(([type, byId]) =>
    Object.entries(isObject<Json>(byId) ? byId : {}).flatMap(([id, fields]) => {
      if (!isObject<Json>(fields)) return [];
      const declaredAt = pathOf(fields) ?? `${file}#/resource/${type}/${id}`;
      const provider = text(fields, 'provider') ?? type.split('_')[0] ?? '';
      return [{ type, attributes: unescapeTemplates(fields), declaredAt, provider }];
    }),
  );
  const topology = topologyOfResources(declared.filter(isMeant));
  const refers = (uri: unknown) => typeof uri === 'string' && uri.includes('${');
  return { ...topology, parameters: topology.parameters.map((parameter) => withoutUris(parameter, refers)) };
}

/**
 * What keeps a text from being a stack that Terraform reads; undefined when nothing does. Terraform takes a list of objects for
 * each of them, which cdktf never writes.
 */
export function stackFault(content: string): string | undefined {
  const resources = field(parse(content) ?? {}, 'resource');
  if (resources === undefined) return undefined;
  if (!isObject<Json>(resources)) return "'resource' must be an object, with an object for each type of resource";
  for (const [type, byId] of Object.entries(resources)) {
    if (!isObject<Json>(byId)) return `'${type}' of 'resource' must be an object, with an object for each resource`;
    const wrong = Object.entries(byId).find(([, fields]) => !isObject<Json>(fields))?.[0];
    if (wrong !== undefined) return `'${wrong}' of '${type}' must be an object`;
  }
  return undefined;
}

function parse(content: string): Fields | undefined {
  try {
    const root: unknown = JSON.parse(content);
    return isObject<Json>(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** The construct path, which cdktf leaves in a comment. */
function pathOf(fields: Fields): string | undefined {
  const comment = field(fields, '//');
  const metadata = isObject<Json>(comment) ? field(comment, 'metadata') : undefined;
  return isObject<Json>(metadata) ? text(metadata, 'path')?.replace(/\/Default$/, '') : undefined;
}
