import Ajv, { type ValidateFunction } from 'ajv';
import clusterSchema from './rabbitmq-cluster-schema.json';
import schemas from './crd-schemas.json';

/**
 * The specifications of the operator's custom resources, as its release 1.20.1 defines them, without their descriptions.
 * @see https://github.com/rabbitmq/messaging-topology-operator/tree/main/config/crd/bases
 */
export const crdSchemas = schemas as unknown as Readonly<Record<string, object>>;

/**
 * The specification of a `RabbitmqCluster`, as release 2.22.3 of the cluster operator defines it, without its descriptions.
 * @see https://github.com/rabbitmq/cluster-operator/tree/main/config/crd/bases
 */
export const clusterSchemas = clusterSchema as unknown as Readonly<Record<string, object>>;

const ajv = new Ajv({ strict: false, allErrors: true, formats: { int32: true, int64: true } });
const validators: ReadonlyMap<string, ValidateFunction> = new Map(
  Object.entries({ ...crdSchemas, ...clusterSchemas }).map(([kind, schema]) => [
    kind,
    ajv.compile(strict(schema) as object),
  ]),
);

/** What the API server would say of a resource with strict field validation: unknown fields are errors too. */
export function crdFaults({ kind, spec }: { readonly kind: string; readonly spec?: unknown }): readonly string[] {
  const validate = validators.get(kind);
  if (validate === undefined) return [`there is no kind '${kind}'`];
  return validate(spec)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** A schema in which an object has only the fields that it names, unless it keeps all. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  return 'properties' in schema && !('x-kubernetes-preserve-unknown-fields' in schema)
    ? { ...inner, additionalProperties: false }
    : inner;
}
