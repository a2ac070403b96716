/** A Kubernetes object, as its API takes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** What a stack's Kubernetes objects come to without Terraform. */
export interface Manifests {
  readonly manifests: readonly Manifest[];
  /** The Secrets that are left out, because only Terraform knows what is in them, with their keys. */
  readonly secrets: readonly { readonly name: string; readonly namespace: string; readonly keys: readonly string[] }[];
}

/**
 * The Kubernetes objects of a synthesized stack, as the Terraform provider would create them, in an order in which they can be
 * applied.
 * @param resources - the stack's resources, by type and id
 * @throws Error on a resource of the provider that is unknown
 */
export function manifestsOf(resources: Readonly<Record<string, Readonly<Record<string, object>>>>): Manifests {
  const all = Object.entries(resources)
    .filter(([type]) => type.startsWith('kubernetes_'))
    .flatMap(([type, byId]) => Object.values(byId).map((body) => manifestOf(type, body as Block)));
  const secrets = all.filter(({ kind }) => kind === 'Secret');
  return {
    manifests: all.filter(({ kind }) => kind !== 'Secret').sort((one, other) => rank(one) - rank(other)),
    secrets: secrets.map(({ metadata, data }) => ({
      name: metadata.name,
      namespace: metadata.namespace ?? 'default',
      keys: Object.keys(data as object),
    })),
  };
}

type Block = Readonly<Record<string, unknown>>;

/** The API of each resource type, in the order in which objects need each other. */
const apis: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  kubernetes_namespace_v1: ['v1', 'Namespace'],
  kubernetes_service_account_v1: ['v1', 'ServiceAccount'],
  kubernetes_role_v1: ['rbac.authorization.k8s.io/v1', 'Role'],
  kubernetes_role_binding_v1: ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  kubernetes_secret_v1: ['v1', 'Secret'],
  kubernetes_config_map_v1: ['v1', 'ConfigMap'],
  kubernetes_service_v1: ['v1', 'Service'],
  kubernetes_network_policy_v1: ['networking.k8s.io/v1', 'NetworkPolicy'],
  kubernetes_pod_disruption_budget_v1: ['policy/v1', 'PodDisruptionBudget'],
  kubernetes_stateful_set_v1: ['apps/v1', 'StatefulSet'],
  kubernetes_ingress_v1: ['networking.k8s.io/v1', 'Ingress'],
  kubernetes_job_v1: ['batch/v1', 'Job'],
};

const ranks = Object.values(apis).map(([, kind]) => kind);

function rank({ kind }: Manifest): number {
  const found = ranks.indexOf(kind);
  return found === -1 ? ranks.length : found;
}

function manifestOf(type: string, body: Block): Manifest {
  if (type === 'kubernetes_manifest') return JSON.parse(literal(JSON.stringify(body['manifest'])));
  const api = apis[type];
  if (api === undefined) throw new Error(`resources of type '${type}' have no known manifest`);
  const [apiVersion, kind] = api;
  const fields = Object.entries(body).filter(([name]) => !terraformOnly.has(name) && !name.startsWith('wait_for_'));
  return { apiVersion, kind, ...(translate(Object.fromEntries(fields), kind) as Pick<Manifest, 'metadata'>) };
}

const terraformOnly = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'timeouts']);

/** Turns a block of the provider into an object of the API: other names, lists where there are several, numbers. */
function translate(value: unknown, kind: string): unknown {
  if (Array.isArray(value)) return value.map((element) => translate(element, kind));
  if (typeof value === 'string') return literal(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (name === 'annotations') return [name, mapOf(withoutExpressions(field))];
      if (isMap(name, field, kind)) return [camelCase(name), mapOf(field as Block)];
      if (Array.isArray(field) && singles.has(name)) return [camelCase(name), translate(field[0], kind)];
      if (Array.isArray(field)) return [plurals[name] ?? camelCase(name), translate(field, kind)];
      return [camelCase(name), octals.has(name) ? Number.parseInt(field, 8) : numbered(name, translate(field, kind))];
    }),
  );
}

/** Whether keys are the user's own, and no names of fields. */
function isMap(name: string, field: unknown, kind: string): boolean {
  if (Array.isArray(field)) return false;
  return maps.has(name) || (name === 'selector' && kind === 'Service');
}

function mapOf(map: Block): Block {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, typeof value === 'string' ? literal(value) : value]),
  );
}

/** An annotation that Terraform would work out says nothing to anybody else. */
function withoutExpressions(map: Block): Block {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !/(?<!\$)\$\{/.test(String(value))));
}

/** The text that Terraform's template stands for. */
function literal(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

const maps = new Set(['labels', 'annotations', 'match_labels', 'node_selector', 'data', 'limits', 'requests']);

/** Blocks that the provider allows several of, although the API knows one. */
const singles = new Set([
  'config_map',
  'grpc',
  'label_selector',
  'namespace_selector',
  'persistent_volume_claim_retention_policy',
  'post_start',
  'pre_stop',
  'projected',
  'rolling_update',
  'secret',
  'tcp_socket',
  'update_strategy',
]);

/** Blocks that may be repeated, which the provider names in the singular. */
const plurals: Readonly<Record<string, string>> = {
  container: 'containers',
  http_header: 'httpHeaders',
  init_container: 'initContainers',
  path: 'paths',
  port: 'ports',
  readiness_gate: 'readinessGates',
  rule: 'rules',
  subject: 'subjects',
  sysctl: 'sysctls',
  toleration: 'tolerations',
  topology_spread_constraint: 'topologySpreadConstraints',
  volume: 'volumes',
  volume_claim_template: 'volumeClaimTemplates',
  volume_device: 'volumeDevices',
  volume_mount: 'volumeMounts',
};

/** Fields that are numbers, or a number or a name, but texts to the provider. */
const numbers = new Set([
  'fs_group',
  'max_unavailable',
  'min_available',
  'port',
  'replicas',
  'run_as_group',
  'run_as_user',
  'target_port',
  'toleration_seconds',
  'ttl_seconds_after_finished',
]);

/** Permissions of files. */
const octals = new Set(['default_mode', 'mode']);

function numbered(name: string, value: unknown): unknown {
  return numbers.has(name) && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function camelCase(name: string): string {
  return name
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/(Ip)(s?)$/, 'IP$2')
    .replace(/^downwardApi$/, 'downwardAPI')
    .replace(/^hostPid$/, 'hostPID')
    .replace(/^hostIpc$/, 'hostIPC');
}
