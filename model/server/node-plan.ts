import type { Size } from '../units/size';
import { judgeConf } from './conf-file/judge';
import { parseConf } from './conf-file/parse';
import { enabledPlugins, withAlways } from './enabled-plugins';
import { encryptedListeners, listenersOf, type EncryptedListeners, type Listeners } from './listeners';
import { listenerFaults } from './listener-faults';
import { LEAST_MEMORY, nodeConf } from './node-conf';
import { pluginFaults } from './plugins';
import { rabbitmqConfFaults, renderRabbitmqConf, withConfDefaults, type RabbitmqConf } from './rabbitmq-conf';
import { confPluginFaults } from './rabbitmq-conf-plugins';
import type { ServerVersion } from './server-version';

/** What is asked of a broker's nodes, wherever they run. */
export interface NodeRequest {
  readonly image: string;
  readonly serverVersion: ServerVersion;
  /** The memory limit of each node's container. */
  readonly memory: Size;
  /**
   * Settings that were given.
   * @default - none
   */
  readonly conf?: RabbitmqConf;
  /**
   * Plugins that were given, beyond management and Prometheus.
   * @default - none
   */
  readonly plugins?: readonly string[];
  /**
   * The text of `advanced.config`.
   * @default - none
   */
  readonly advancedConfig?: string;
  /**
   * Lines of rabbitmq.conf as they are.
   * @default - none
   */
  readonly additionalConfig?: string;
}

/** What the place where the nodes run adds to what is asked of them. */
export interface NodeSurroundings {
  /** Plugins that it needs. */
  readonly plugins: readonly string[];
  /** Settings beyond those that follow from the memory limit, once all plugins are known; those that were given win. */
  readonly conf: (plugins: readonly string[]) => RabbitmqConf;
}

/** A broker's nodes, resolved: what all of them have in common. */
export interface NodePlan {
  readonly image: string;
  readonly serverVersion: ServerVersion;
  readonly memory: Size;
  readonly conf: RabbitmqConf;
  readonly plugins: readonly string[];
  readonly advancedConfig: string | undefined;
  readonly additionalConfig: string | undefined;
  readonly listeners: Listeners;
  readonly encrypted: EncryptedListeners;
}

/** Works out what the nodes have, from what is asked of them and where they run. */
export function nodePlan(request: NodeRequest, surroundings: NodeSurroundings): NodePlan {
  const { image, serverVersion, memory, conf: given = {}, advancedConfig, additionalConfig } = request;
  const plugins = withAlways([...surroundings.plugins, ...(request.plugins ?? [])]);
  const conf = withConfDefaults(
    given,
    withoutGivenLists({ ...nodeConf(memory), ...surroundings.conf(plugins) }, given),
  );
  return {
    image,
    serverVersion,
    memory,
    conf,
    plugins,
    advancedConfig,
    additionalConfig,
    listeners: listenersOf(conf, plugins),
    encrypted: encryptedListeners(conf),
  };
}

/**
 * What is wrong with the nodes: they would not boot, or not as they were asked for.
 * @param plan - the nodes, resolved
 * @param props - the names of props that differ from place to place
 */
export function nodeFaults(plan: NodePlan, props: { readonly memory: string } = { memory: 'memory' }): string[] {
  const { image, memory, conf, plugins, serverVersion, additionalConfig } = plan;
  return [
    ...(/^\S+$/.test(image) ? [] : [`'image' must be the name of an image, got '${image}'`]),
    ...(memory.toBytes() >= LEAST_MEMORY.toBytes()
      ? []
      : [
          `'${props.memory}' must be at least ${LEAST_MEMORY}, got ${memory}: the node would not boot, or alarm at once`,
        ]),
    ...rabbitmqConfFaults(conf, serverVersion),
    ...additionalConfigFaults(additionalConfig ?? '', Object.keys(conf), serverVersion),
    ...pluginFaults(plugins, serverVersion),
    ...confPluginFaults(conf, plugins),
    ...listenerFaults(conf, plugins),
  ];
}

/** The files of a node in /etc/rabbitmq, by name. */
export function nodeFiles({
  conf,
  plugins,
  advancedConfig,
  additionalConfig,
}: Pick<NodePlan, 'conf' | 'plugins' | 'advancedConfig' | 'additionalConfig'>): Record<string, string> {
  return {
    'rabbitmq.conf':
      renderRabbitmqConf(conf) + (additionalConfig === undefined ? '' : `${additionalConfig.trimEnd()}\n`),
    enabled_plugins: enabledPlugins(plugins),
    ...(advancedConfig === undefined ? {} : { 'advanced.config': advancedConfig }),
  };
}

/** What is wrong with lines that are taken as they are. */
function additionalConfigFaults(lines: string, typed: readonly string[], version: ServerVersion): string[] {
  const doubled = parseConf(lines).settings.filter(({ key }) => typed.includes(key));
  return [
    ...judgeConf(lines, 'additionalConfig', version)
      .filter(
        ({ kind, rule }) => kind === 'refused' || rule === 'conf/ignored-key' || rule === 'conf/clear-text-secret',
      )
      .map(
        ({ line, object, message, remedy }) =>
          `'additionalConfig' line ${line}: ${object.type === 'setting' ? `'${object.name}': ` : ''}${message}; ${remedy}`,
      ),
    ...doubled.map(
      ({ key, at }) =>
        `'additionalConfig' line ${at.line}: '${key}' is set by 'conf' or follows from another prop; set it in 'conf'`,
    ),
  ];
}

/** A list, such as that of the mechanisms, is what was given: what would follow its last entry is no part of it. */
function withoutGivenLists(defaults: RabbitmqConf, given: RabbitmqConf): RabbitmqConf {
  const replaced = LISTS.filter((list) =>
    Object.entries(given).some(([key, value]) => value !== undefined && isOf(list, key)),
  );
  return Object.fromEntries(
    Object.entries(defaults).filter(([key]) => !replaced.some((list) => isOf(list, key))),
  ) as RabbitmqConf;
}

/** Settings that are lists: one key for each entry. */
const LISTS = [
  'auth_mechanisms',
  'listeners.tcp',
  'listeners.ssl',
  'stream.listeners.tcp',
  'stream.listeners.ssl',
  'ssl_options.versions',
  'management.ssl.versions',
  'prometheus.ssl.versions',
];

function isOf(list: string, key: string): boolean {
  return key === list || key.startsWith(`${list}.`);
}
