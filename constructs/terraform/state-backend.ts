import { TerraformBackend, TerraformRemoteState, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { refuse, unless } from './validation-error';
import { checkCall } from '../../model/props/check-call';

/** Where a backend keeps the state. All of these lock it while it is written. */
export type StateBackendType = 's3' | 'http' | 'pg' | 'kubernetes';

/**
 * A backend with its settings in Terraform's own words. `{stack}` in a text becomes the stack's name. Secrets are no
 * settings, because they would be written into the stack's file: the backends read them from the environment.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export interface StateBackendSettings {
  readonly type: StateBackendType;
  readonly [setting: string]: string | number | boolean;
}

/**
 * Keeps the state of every stack of an app where all who deploy can reach it, and locks it while it is written.
 * @param app - whose stacks they are
 * @param given - the settings, or the same as JSON; undefined leaves the state in local files
 * @throws ValidationError when a setting is missing, or is a secret
 */
export function keepStates(app: IConstruct, given: unknown): void {
  checkCall('keepStates', [app, given]);
  if (given === undefined) return;
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  for (const stack of stacks) new StateBackend(stack, parsed(given));
}

/** The backend of one stack's state. */
export class StateBackend extends TerraformBackend {
  private readonly settings: Readonly<Record<string, string | number | boolean>>;

  constructor(stack: TerraformStack, settings: StateBackendSettings) {
    checkCall('StateBackend', [stack, settings]);
    const { type, ...given } = settings;
    super(stack, 'backend', type);
    const known = Object.hasOwn(kinds, type);
    refuse(
      stack,
      unless(
        known,
        `'stateBackend' must be an object, or the JSON of one, whose 'type' is one of ${Object.keys(kinds).join(', ')}`,
      ),
      known ? settingFaults(type, given) : [],
    );
    const { defaults } = kinds[type];
    const name = stack.node.id;
    this.settings = Object.fromEntries(
      Object.entries({ ...defaults(given), ...given }).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replaceAll('{stack}', name) : value,
      ]),
    );
  }

  /** The state of the stack, for another stack that needs its outputs. */
  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new RemoteState(scope, name, this.name, this.settings);
  }

  protected override synthesizeAttributes(): Readonly<Record<string, string | number | boolean>> {
    return this.settings;
  }
}

class RemoteState extends TerraformRemoteState {}

type Settings = Omit<StateBackendSettings, 'type'>;

interface Kind {
  /** What must be given. */
  readonly required: readonly string[];
  /** What tells the state of one stack from that of another: with one state for all, each would destroy the others. */
  readonly apart: readonly string[];
  /** What it is given when nothing is said. */
  readonly defaults: (given: Settings) => Settings;
}

const kinds: Readonly<Record<StateBackendType, Kind>> = {
  s3: {
    required: ['bucket', 'region'],
    apart: ['key'],
    defaults: () => ({ key: '{stack}.tfstate', encrypt: true, use_lockfile: true }),
  },
  // Without an address for locks nothing is locked; the methods are Terraform's own, LOCK and UNLOCK.
  http: {
    required: ['address'],
    apart: ['address', 'lock_address', 'unlock_address'],
    defaults: ({ address = '' }) => ({ lock_address: address, unlock_address: address }),
  },
  pg: { required: [], apart: ['schema_name'], defaults: () => ({ schema_name: 'terraform_{stack}' }) },
  kubernetes: { required: [], apart: ['secret_suffix'], defaults: () => ({ secret_suffix: '{stack}' }) },
};

/** Settings that are secrets, with the variable from which the backend takes them. */
const secrets: Readonly<Record<string, string>> = {
  access_key: 'AWS_ACCESS_KEY_ID',
  secret_key: 'AWS_SECRET_ACCESS_KEY',
  username: 'TF_HTTP_USERNAME',
  password: 'TF_HTTP_PASSWORD',
  client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
  conn_str: 'PG_CONN_STR',
  token: 'AWS_SESSION_TOKEN or KUBE_TOKEN',
  client_key: 'KUBE_CLIENT_KEY_DATA',
};

function settingFaults(type: StateBackendType, given: Settings): readonly string[] {
  const { required, apart } = kinds[type];
  return [
    ...Object.keys(given)
      .filter((key) => Object.hasOwn(secrets, key))
      .map(
        (key) => `'stateBackend.${key}' must not be set, because it would be written to a file: set ${secrets[key]}`,
      ),
    ...Object.entries(given)
      .filter(([, value]) => /:\/\/[^/\s]*:[^/\s]*@/.test(String(value)))
      .map(([key]) => `'stateBackend.${key}' must not contain a password, because it would be written to a file`),
    ...required
      .filter((key) => given[key] === undefined || given[key] === '')
      .map((key) => `'stateBackend.${key}' is required for '${type}'`),
    ...apart
      .filter((key) => given[key] !== undefined && !String(given[key]).includes('{stack}'))
      .map((key) => `'stateBackend.${key}' must contain '{stack}', so that each stack has its own state`),
    ...(given['use_lockfile'] === false && given['dynamodb_table'] === undefined
      ? [`'stateBackend.use_lockfile' must not be false: concurrent applies would overwrite each other's state`]
      : []),
  ];
}

function parsed(given: unknown): StateBackendSettings {
  if (typeof given !== 'string') return (given ?? {}) as StateBackendSettings;
  try {
    return (JSON.parse(given) ?? {}) as StateBackendSettings;
  } catch {
    // What was given may hold a secret, so that no message shows it.
    return {} as StateBackendSettings;
  }
}
