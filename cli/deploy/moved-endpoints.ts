import type { Plan } from '../terraform/plan';
import { shellCommand } from '../../host/shell-word';

/** The part of a stack's `cdk.tf.json` that says where its brokers are asked, and which container answers there. */
export interface DeclaredEndpoints {
  readonly provider?: { readonly rabbitmq?: readonly { readonly endpoint?: string }[] };
  readonly resource?: { readonly docker_container?: Readonly<Record<string, ContainerPorts>> };
}

interface ContainerPorts {
  readonly name?: unknown;
  readonly ports?: unknown;
}

/**
 * Why no plan can be made of a stack whose broker shall answer elsewhere: Terraform asks it there, before the container that
 * publishes the new port is replaced.
 * @param state - the attributes of what is deployed, by address
 * @param stack - the stack's name, for the remedy
 * @returns clauses; empty when every broker is asked where it answers, or is not deployed
 */
export function movedEndpoints(declared: DeclaredEndpoints, state: Plan['values'], stack: string): readonly string[] {
  const endpoints = (declared.provider?.rabbitmq ?? []).flatMap(({ endpoint }) => endpoint ?? []);
  const containers = Object.entries(declared.resource?.docker_container ?? {});
  return endpoints.flatMap((endpoint) => {
    const published = containers.flatMap(([id, container]) =>
      portsOf(container)
        .filter(({ external }) => String(external) === portOf(endpoint))
        .map((port) => ({ port, name: String(container.name), there: state.get(`docker_container.${id}`) })),
    );
    return published
      .filter(({ port, there }) => there !== undefined && !portsOf(there).some((other) => isSame(port, other)))
      .map(
        ({ name }) =>
          `the broker is asked at ${endpoint}, where container '${name}' answers only after it is replaced; replace it ` +
          `first: ${shellCommand('rabbitmq-cdk', 'deploy', stack, '--node', name)}, then ${shellCommand('rabbitmq-cdk', 'deploy', stack)}`,
      );
  });
}

interface Port {
  readonly external?: unknown;
  readonly ip?: unknown;
}

function portsOf({ ports }: ContainerPorts): readonly Port[] {
  return Array.isArray(ports) ? ports : [];
}

function isSame(one: Port, other: Port): boolean {
  return one.external === other.external && one.ip === other.ip;
}

/** The port of a URL; undefined where it is an expression of Terraform. */
function portOf(endpoint: string): string | undefined {
  return /^https?:\/\/.*:(\d+)\/?$/.exec(endpoint)?.[1];
}
