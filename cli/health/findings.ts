import { describeObject } from '../../model/finding';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { judgeUndeclared } from './undeclared';
import type { ExpiringCertificate } from './expiring-certificate';
import type { BrokerState, LinkState, NodeState, QueueState } from './broker-state';
import { shellCommand } from '../../host/shell-word';

/**
 * How bad a finding is:
 * - `danger`: clients cannot work, or will not after the next fault
 * - `notice`: something to look at
 */
export type Severity = 'danger' | 'notice';

/** Something about a broker that is not as it should be. */
export interface HealthFinding {
  readonly severity: Severity;
  /** What was looked at: `alarms`, `quorum`, … */
  readonly check: Check | UpgradeCheck;
  /** The node, queue or flag that it is about. */
  readonly object: string;
  /** A clause that says what is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Everything that is looked at, in this order. */
export const checks = [
  'nodes',
  'alarms',
  'quorum',
  'listeners',
  'certificates',
  'versions',
  'feature-flags',
  'leaders',
  'consumers',
  'unacknowledged',
  'shovels',
  'federation',
  'deprecated-features',
  'policies',
  'visibility',
] as const;

export type Check = (typeof checks)[number];

/** What is looked at before an upgrade beside {@link checks}, in this order. */
export const upgradeChecks = [
  'upgrade-path',
  'metadata-store',
  'transient-queues',
  'mirroring',
  'plugins',
  'definitions',
] as const;

export type UpgradeCheck = (typeof upgradeChecks)[number];

/** How many messages without a consumer, or without acknowledgement, are too many. */
export const limits = { withoutConsumer: 100, unacknowledged: 1_000 } as const;

/**
 * What is not as it should be, the worst first.
 * @param declared - what is declared on the broker, where that is known
 */
export function healthFindings(state: BrokerState, declared?: DeclaredOnBroker): readonly HealthFinding[] {
  const findings = checks.flatMap((check) =>
    judges[check](state, declared).map((finding): HealthFinding => ({ check, ...finding })),
  );
  return worstFirst(findings);
}

/** Findings by their severity, and else in their order. */
export function worstFirst(findings: readonly HealthFinding[]): readonly HealthFinding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'danger'),
    ...findings.filter(({ severity }) => severity === 'notice'),
  ];
}

type Finding = Omit<HealthFinding, 'check'>;

type Judge = (state: BrokerState, declared?: DeclaredOnBroker) => readonly Finding[];

const judges: Readonly<Record<Check, Judge>> = {
  nodes: ({ nodes }) => nodes.flatMap((node) => [...unreachable(node), ...partitioned(node), ...draining(node)]),
  alarms: ({ nodes }) => nodes.flatMap(alarms),
  quorum: ({ nodes, queues }) => [...withoutMajority(queues), ...critical(nodes, queues)],
  listeners: ({ nodes, listeners }) => closed(nodes, listeners),
  certificates: ({ expiring }) => expiring.map(expires),
  versions: ({ nodes }) => mixedVersions(nodes),
  'feature-flags': ({ featureFlags }) =>
    featureFlags
      .filter(({ state, stability }) => state === 'disabled' && (stability === 'stable' || stability === 'required'))
      .map(({ name }) => ({
        severity: 'notice',
        object: name,
        message: 'is a stable feature that is not enabled, and a later version may require it',
        remedy: shellCommand('rabbitmqctl', 'enable_feature_flag', name),
      })),
  leaders: ({ nodes, queues }) => unbalanced(nodes, queues),
  consumers: ({ queues }) =>
    queues
      .filter(({ messages = 0, consumers }) => consumers === 0 && messages > limits.withoutConsumer)
      .filter(({ type }) => type !== 'stream')
      .map((queue) => ({
        severity: 'notice',
        object: describeObject({ ...queue, type: 'queue' }),
        message: `holds ${queue.messages} messages and has no consumers`,
        remedy: 'start its consumers, or give it a limit',
      })),
  unacknowledged: ({ queues }) =>
    queues
      .filter(({ messages_unacknowledged: count = 0 }) => count > limits.unacknowledged)
      .map((queue) => ({
        severity: 'notice',
        object: describeObject({ ...queue, type: 'queue' }),
        message: `${queue.messages_unacknowledged} of its messages are unacknowledged`,
        remedy: 'check for hanging consumers, and lower their prefetch count',
      })),
  shovels: ({ shovels }) =>
    shovels.filter(({ state }) => state === 'terminated').map((shovel) => stopped('shovel', shovel)),
  federation: ({ federationLinks }) =>
    federationLinks
      .filter(({ state }) => state !== 'running' && state !== 'starting')
      .map((link) => stopped('federation link', link)),
  'deprecated-features': ({ deprecatedFeatures }) =>
    deprecatedFeatures.map((name) => ({
      severity: 'notice',
      object: name,
      message: 'is deprecated and in use: a coming version removes it',
      remedy: 'stop using it before the next upgrade',
    })),
  policies: (state, declared) => (declared === undefined ? [] : judgeUndeclared(state, declared)),
  visibility: ({ clusterName, hiddenQueues: count }) =>
    count === 0
      ? []
      : [
          {
            severity: 'notice',
            object: clusterName,
            message: `${count === 1 ? '1 queue is' : `${count} queues are`} hidden from this user, and nothing is said of them`,
            remedy: `give it permissions on every virtual host; '^$' for all three will do`,
          },
        ],
};

function stopped(what: string, { name, vhost, state, reason }: LinkState): ReturnType<Judge>[number] {
  return {
    severity: 'notice',
    object: describeObject({ type: what, vhost: vhost ?? null, name }),
    message: `is in state '${state}', and moves no messages${reason === undefined ? '' : `: ${reason}`}`,
    remedy: 'check its URI, user, source and destination, then declare it again',
  };
}

function unreachable({ name, running }: NodeState): ReturnType<Judge> {
  if (running) return [];
  return [
    {
      severity: 'danger',
      object: name,
      message: 'is not reachable by its peers',
      remedy: `start it: 'rabbitmq-cdk heal'`,
    },
  ];
}

function partitioned({ name, partitions = [] }: NodeState): ReturnType<Judge> {
  if (partitions.length === 0) return [];
  return [
    {
      severity: 'danger',
      object: name,
      message: `is partitioned from ${partitions.join(', ')}`,
      remedy: 'restart the nodes of the smaller partition',
    },
  ];
}

function draining({ name, being_drained: isDrained = false }: NodeState): ReturnType<Judge> {
  if (!isDrained) return [];
  return [
    {
      severity: 'notice',
      object: name,
      message: 'is in maintenance mode: it accepts no clients',
      remedy: shellCommand('rabbitmq-upgrade', '-n', name, 'revive'),
    },
  ];
}

function alarms({ name, mem_alarm: memory = false, disk_free_alarm: disk = false }: NodeState): ReturnType<Judge> {
  const kinds = [
    ...(memory ? [{ what: 'memory', remedy: 'consume, or give its container more memory' }] : []),
    ...(disk ? [{ what: 'disk', remedy: 'consume, or free disk space' }] : []),
  ];
  return kinds.map(({ what, remedy }) => ({
    severity: 'danger',
    object: name,
    message: `has a ${what} alarm: publishers are blocked in the whole cluster`,
    remedy,
  }));
}

function withoutMajority(queues: readonly QueueState[]): ReturnType<Judge> {
  return replicated(queues)
    .filter(({ members, online }) => online.length < majorityOf(members))
    .map(({ queue, members, online }) => ({
      severity: 'danger',
      object: describeObject({ ...queue, type: 'queue' }),
      message: `only ${online.length} of its ${members.length} members are online: it is unavailable`,
      remedy: 'start the nodes that are down',
    }));
}

/** Nodes whose loss would leave a queue without a majority. */
function critical(nodes: readonly NodeState[], queues: readonly QueueState[]): ReturnType<Judge> {
  if (nodes.length < 3) return [];
  return nodes
    .filter(({ running }) => running)
    .flatMap(({ name }): ReturnType<Judge> => {
      const count = replicated(queues).filter(
        ({ members, online }) => online.includes(name) && online.length === majorityOf(members),
      ).length;
      if (count === 0) return [];
      return [
        {
          severity: 'notice',
          object: name,
          message: `is quorum critical: without it ${count === 1 ? 'a queue' : `${count} queues`} would have no majority`,
          remedy: 'bring the other members back, or add members, before it stops',
        },
      ];
    });
}

/** Listeners that some nodes have and others, which run, have not. */
/** Clients that verify who answers do not connect to a listener whose certificate has expired. */
function expires({ node, protocol, port, notAfter, isAuthority = false }: ExpiringCertificate): Finding {
  const whose = `the certificate of ${isAuthority ? 'the authority of ' : ''}its listener for ${protocol}, port ${port},`;
  const isOver = notAfter !== undefined && Date.parse(notAfter) < Date.now();
  return {
    severity: isOver ? 'danger' : 'notice',
    object: node,
    message: isOver ? `${whose} has expired: ${notAfter}` : `${whose} expires: ${notAfter ?? 'within a month'}`,
    remedy: 'renew it, one node at a time',
  };
}

function closed(nodes: readonly NodeState[], listeners: BrokerState['listeners']): ReturnType<Judge> {
  const protocols = [...new Set(listeners.map(({ protocol }) => protocol))];
  return nodes
    .filter(({ running }) => running)
    .flatMap(({ name }) =>
      protocols
        .filter((protocol) => !listeners.some((listener) => listener.node === name && listener.protocol === protocol))
        .map((protocol) => ({
          severity: 'notice',
          object: name,
          message: `does not listen for ${protocol}, which other nodes do`,
          remedy: 'revive it if it was drained, and compare its configuration with that of the others',
        })),
    );
}

function mixedVersions(nodes: readonly NodeState[]): ReturnType<Judge> {
  const versions = new Map(
    nodes.flatMap(({ name, applications = [] }) => {
      const server = applications.find((application) => application.name === 'rabbit');
      return server === undefined ? [] : [[name, server.version] as const];
    }),
  );
  if (new Set(versions.values()).size < 2) return [];
  return [...versions].map(([object, version]) => ({
    severity: 'notice',
    object,
    message: `runs ${version}, but other nodes do not`,
    remedy: 'finish the upgrade',
  }));
}

/** Leaders do the work of their queues: no node should have half as many again as its share, and two more. */
function unbalanced(nodes: readonly NodeState[], queues: readonly QueueState[]): ReturnType<Judge> {
  const running = nodes.filter((node) => node.running);
  const leaders = replicated(queues).flatMap(({ queue }) => queue.leader ?? []);
  const share = leaders.length / Math.max(1, running.length);
  return running.flatMap(({ name }): ReturnType<Judge> => {
    const count = leaders.filter((leader) => leader === name).length;
    if (count <= share * 1.5 + 2) return [];
    return [
      {
        severity: 'notice',
        object: name,
        message: `leads ${count} of ${leaders.length} replicated queues`,
        remedy: 'rabbitmq-queues rebalance all',
      },
    ];
  });
}

interface ReplicatedQueue {
  readonly queue: QueueState;
  readonly members: readonly string[];
  readonly online: readonly string[];
}

function replicated(queues: readonly QueueState[]): readonly ReplicatedQueue[] {
  return queues.flatMap((queue) => {
    const { members, online } = queue;
    return members === undefined || online === undefined || members.length < 2 ? [] : [{ queue, members, online }];
  });
}

function majorityOf(members: readonly string[]): number {
  return Math.floor(members.length / 2) + 1;
}
