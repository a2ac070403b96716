import { isFault, readDefinitions } from '../../model/definitions/definitions';
import { describeObject, isRefusal, type Finding } from '../../model/finding';
import { deprecatedFeatures, deprecationPhase } from '../../model/server/deprecated-features';
import { KHEPRI_FLAG, requiresFeatureFlag } from '../../model/server/feature-flags';
import { isShipped } from '../../model/server/plugins';
import {
  formatServerVersion,
  isAtLeast,
  parseServerVersion,
  type ServerVersion,
} from '../../model/server/server-version';
import { impossibleUpgrade } from '../../model/server/upgrade-path';
import { validateDefinitions } from '../../model/validity/validity';
import { UserError } from '../program/user-error';
import type { BrokerState } from './broker-state';
import { upgradeChecks, type Check, type HealthFinding, type UpgradeCheck } from './findings';
import type { UpgradeState } from './upgrade-state';
import { ownValue } from '../../model/own-value';

/** A broker before an upgrade. */
interface Upgrade extends BrokerState, UpgradeState {
  readonly from: ServerVersion;
}

type Judge = (upgrade: Upgrade) => readonly Omit<HealthFinding, 'check'>[];

/**
 * What stands in the way of an upgrade, or goes with it: `danger` is what keeps nodes from booting, loses something, or is
 * refused to clients afterwards.
 * @throws UserError when the broker does not say its version
 */
export function upgradeFindings(state: BrokerState, upgrade: UpgradeState): readonly HealthFinding[] {
  const from = parseServerVersion(state.serverVersion ?? '');
  if (from === undefined)
    throw new UserError(`the broker '${state.clusterName}' does not say its version: GET /api/overview has none`);
  const whole = { ...state, ...upgrade, from };
  return ([...upgradeChecks, 'feature-flags', 'deprecated-features'] as const).flatMap((check) =>
    judges[check](whole).map((finding): HealthFinding => ({ check, ...finding })),
  );
}

const judges: Readonly<Record<UpgradeCheck | Extract<Check, 'feature-flags' | 'deprecated-features'>, Judge>> = {
  'upgrade-path': ({ clusterName, from, to }) => {
    const impossible = impossibleUpgrade(from, to);
    if (impossible === undefined) return [];
    return [{ severity: 'danger', object: clusterName, message: impossible.reason, remedy: impossible.remedy }];
  },
  'metadata-store': ({ clusterName, featureFlags, to }) => {
    const flag = featureFlags.find(({ name }) => name === KHEPRI_FLAG);
    if (flag?.state !== 'disabled' || !requiresFeatureFlag(KHEPRI_FLAG, to)) return [];
    const enable = `'rabbitmqctl enable_feature_flag ${KHEPRI_FLAG}' while all nodes run`;
    return [
      {
        severity: 'danger',
        object: clusterName,
        message: `its metadata are in Mnesia, which ${formatServerVersion(to)} does not have: its nodes would not boot`,
        remedy: flag.stability === 'stable' ? enable : `go to 4.2 first, and there ${enable}`,
      },
    ];
  },
  'feature-flags': ({ featureFlags, to }) =>
    featureFlags
      .filter(({ name, state }) => name !== KHEPRI_FLAG && state === 'disabled' && requiresFeatureFlag(name, to))
      .map(({ name }) => ({
        severity: 'danger',
        object: name,
        message: `is not enabled, and ${formatServerVersion(to)} requires it: its nodes would not boot`,
        remedy: `'rabbitmqctl enable_feature_flag ${name}' while all nodes run`,
      })),
  'deprecated-features': (upgrade) =>
    usedFeatures(upgrade).flatMap(({ name, where }) => deprecatedInUse(upgrade, name, where)),
  'transient-queues': (upgrade) =>
    transientQueues(upgrade).map((queue) => ({
      severity: 'danger',
      object: describeObject({ ...queue, type: 'queue' }),
      message: `is transient and not exclusive, which ${formatServerVersion(upgrade.to)} denies by default: it goes with its node, and declaring it is refused`,
      remedy: `${deprecatedFeatures[TRANSIENT]?.instead}; ${orPermit(TRANSIENT)}`,
    })),
  mirroring: ({ policies, operatorPolicies, from }) =>
    [
      ...policies.map((policy) => ({ kind: 'policy', ...policy })),
      ...operatorPolicies.map((policy) => ({ kind: 'operator policy', ...policy })),
    ].flatMap(({ kind, vhost, name, definition }): ReturnType<Judge> => {
      const keys = Object.keys(definition).filter(isOfMirroring);
      if (keys.length === 0) return [];
      const object = describeObject({ type: kind, vhost, name });
      const quoted = keys.map((key) => `'${key}'`).join(', ');
      return isAtLeast(from, '4.0')
        ? [
            {
              severity: 'notice',
              object,
              message: `has ${quoted}, which have had no effect since 4.0: an import of the definitions is refused`,
              remedy: 'take the keys out, or delete the policy when it has no others',
            },
          ]
        : [
            {
              severity: 'danger',
              object,
              message: `has ${quoted}: its classic queues lose their mirrors, since 4.0 has none`,
              remedy: 'move their messages to quorum queues first, then delete the policy',
            },
          ];
    }),
  plugins: ({ nodes, from, to }) => {
    const enabled = [...new Set(nodes.flatMap(({ enabled_plugins: plugins = [] }) => plugins))];
    return enabled
      .filter((plugin) => !isShipped(plugin, to))
      .map((plugin) => ({
        severity: 'notice',
        object: `plugin '${plugin}'`,
        message: `does not come with RabbitMQ ${formatServerVersion(to)}: a node that misses an enabled plugin does not boot`,
        remedy: isShipped(plugin, from)
          ? 'disable it first'
          : 'see that its authors have a build for that version, and put it into the image; or disable it first',
      }));
  },
  definitions: (upgrade) => {
    const { clusterName, definitions, isWhole, from, to } = upgrade;
    const before = new Set(judged(definitions, from).map(keyOf));
    const transient = new Set(transientQueues(upgrade).map(({ vhost, name }) => JSON.stringify([vhost, name])));
    const isTold = ({ rule, message, object: { type, vhost, name } }: Finding) =>
      (type === 'queue' && message.startsWith('transient') && transient.has(JSON.stringify([vhost, name]))) ||
      (rule === 'policy/unknown-key' && isOfMirroring(message.replace(/^'/, '')));
    const found = judged(definitions, to).filter(
      (finding) => !isTold(finding) && (isRefusal(finding.kind) || !before.has(keyOf(finding))),
    );
    return [
      ...found.map(({ kind, rule, object, message, remedy }): ReturnType<Judge>[number] => ({
        severity: isRefusal(kind) || leftOut.has(rule) ? 'danger' : 'notice',
        object: describeObject(object),
        message: `on ${formatServerVersion(to)}: ${message}`,
        remedy,
      })),
      ...(isWhole ? [] : [notWhole(clusterName)]),
    ];
  },
};

const TRANSIENT = 'transient_nonexcl_queues';

/** What says that a server does not take a queue, though an import says nothing. */
const leftOut: ReadonlySet<string> = new Set(['queue/silently-missing', 'queue/transient']);

/** The queues that the new version denies, and the old one does not. */
function transientQueues({ queues, from, to }: Upgrade): BrokerState['queues'] {
  if (!isDeniedAnew(TRANSIENT, from, to)) return [];
  return queues.filter(({ durable, exclusive }) => durable === false && exclusive !== true);
}

/** Whether an upgrade ends a feature: one that was denied before is in use because its broker permits it, and goes on to. */
function isDeniedAnew(feature: string, from: ServerVersion, to: ServerVersion): boolean {
  const [before, after] = [deprecationPhase(feature, from), deprecationPhase(feature, to)];
  return before !== after && (after === 'denied_by_default' || after === 'removed');
}

/** The deprecated features that the broker says are used, and nodes that keep their metadata in memory. */
function usedFeatures({ deprecatedFeatures: told, nodes }: Upgrade) {
  const ram = nodes.filter(({ type }) => type === 'ram').map(({ name }) => name);
  return [
    ...told.map((name) => ({ name, where: [] as readonly string[] })),
    ...(ram.length === 0 ? [] : [{ name: 'ram_node_type', where: ram }]),
  ];
}

function deprecatedInUse({ from, to }: Upgrade, name: string, where: readonly string[]): ReturnType<Judge> {
  const feature = ownValue(deprecatedFeatures, name);
  if (feature === undefined || !isDeniedAnew(name, from, to)) return [];
  const by = where.length === 0 ? '' : ` by ${where.join(', ')}`;
  const isRemoved = deprecationPhase(name, to) === 'removed';
  return [
    {
      severity: 'danger',
      object: name,
      message: `is in use${by}, and ${formatServerVersion(to)} ${isRemoved ? 'has it no more' : 'denies it by default'}: ${feature.then}`,
      remedy: isRemoved ? feature.instead : `${feature.instead}; ${orPermit(name)}`,
    },
  ];
}

function orPermit(feature: string): string {
  return `or set 'deprecated_features.permit.${feature} = true' in rabbitmq.conf of all nodes before the upgrade`;
}

/** What a server of a version would say to an import of the definitions; `deprecated` is for later. */
function judged(definitions: UpgradeState['definitions'], version: ServerVersion): readonly Finding[] {
  const read = readDefinitions(JSON.stringify(definitions), 'definitions');
  if (isFault(read)) throw new UserError(`its definitions cannot be judged: ${read.message}`);
  return validateDefinitions(read, 'definitions', version).filter(({ kind }) => kind !== 'deprecated');
}

function keyOf({ rule, object, message }: Finding): string {
  return JSON.stringify([rule, object, message]);
}

function isOfMirroring(key: string): boolean {
  return key.startsWith('ha-');
}

function notWhole(clusterName: string): ReturnType<Judge>[number] {
  return {
    severity: 'notice',
    object: clusterName,
    message: 'its users, permissions and parameters are hidden from this user, and were not judged',
    remedy: `ask as a user with the tag 'administrator'`,
  };
}
