import { nodePlan } from '../../model/server/node-plan';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import type { ServerVersion } from '../../model/server/server-version';
import { Size } from '../../model/units/size';
import { bootDefinitionsConf } from '../broker/boot-definitions';
import type { BrokerPlan } from '../broker/provisioned-broker';
import { tlsConf, tlsPlugins } from '../broker/tls';
import type { DockerEngine } from './docker-engine';
import type { DockerOptions } from './docker-options';
import { dockerTlsFaults, dockerTlsOf, dockerTlsWarnings, tlsFiles, type DockerTls } from './node-certificates';
import type { NodePorts } from './node-ports';
import { plainTextBeyondHost } from './plain-text';
import { reachedAt, reachFault } from './reached-at';

/** A broker in containers, resolved. */
export interface DockerPlan extends BrokerPlan {
  /** The address of the engine's host on which ports are published. */
  readonly bindAddress: string;
  /** Where Terraform and clients reach that host. */
  readonly host: string;
  readonly tls: DockerTls | undefined;
}

/** What a kind of broker in containers adds. */
export interface DockerKind {
  readonly image: string;
  readonly serverVersion: ServerVersion;
  readonly engine: DockerEngine;
  readonly nodeCount: number;
  /** The ports of its first node, or of its only one. */
  readonly ports: NodePorts;
  /** Settings beside those of every node. */
  readonly conf: RabbitmqConf;
}

/** The memory limit of a node's container unless another is given. */
export const DEFAULT_MEMORY = Size.gibibytes(1);

/** Works out what the options come to. */
export function dockerPlan(options: DockerOptions, kind: DockerKind): DockerPlan {
  const { topologyBy = 'provider', removalPolicy = 'protect', memory = DEFAULT_MEMORY } = options;
  const { bindAddress = '127.0.0.1' } = options;
  const { image, serverVersion, engine, nodeCount, ports } = kind;
  const tls = options.tls === undefined ? undefined : dockerTlsOf(options.tls);
  const host = reachedAt(engine, bindAddress);
  const node = nodePlan(
    { ...options, image, serverVersion, memory },
    {
      plugins: tlsPlugins(tls),
      conf: (plugins) => ({
        ...kind.conf,
        ...tlsConf(tls, tlsFiles, plugins),
        ...(topologyBy === 'definitions' ? bootDefinitionsConf : {}),
      }),
    },
  );
  return {
    node,
    nodeCount,
    topologyBy,
    removalPolicy,
    bindAddress,
    host,
    tls,
    plainText: plainTextBeyondHost({ bindAddress, ports, node }),
    faults: [reachFault(engine, bindAddress), ...dockerTlsFaults(tls, host)].filter((fault) => fault !== undefined),
    warnings: dockerTlsWarnings(options.tls),
  };
}
