import { Duration } from '../../units/duration';
import type { Json, Topology } from '../../topology/topology';
import type { AlertSource } from './alert';
import { orZero, series, type Matcher } from './promql';

const running = 'running';
const notRunning: Matcher = { operator: '!=', value: 'running' };

/**
 * Alerts about shovels and federation, where they are declared. The broker needs the plugins rabbitmq_shovel_prometheus and
 * rabbitmq_federation_prometheus, without which nothing tells of them, which counts as a fault.
 */
export const linkAlerts: AlertSource = ({ name, topology }, timing) => {
  const of = { broker: name };
  const { shovels, upstreams } = linksOf(topology);
  const count = (metric: 'rabbitmq_shovel_dynamic' | 'rabbitmq_federation_links', status: string | Matcher) =>
    orZero(`sum(${series(metric, { ...of, status })})`);
  return [
    ...(shovels === 0
      ? []
      : [
          {
            name: 'ShovelDown',
            severity: 'warning',
            scope: 'link',
            expr: `${count('rabbitmq_shovel_dynamic', running)} < ${shovels}`,
            for: timing.lasting(Duration.minutes(5)),
            summary: `{{ $value }} of ${shovels} declared shovels of ${name} run`,
            description: 'Messages stay in their source.',
          } as const,
        ]),
    ...(upstreams === 0
      ? []
      : [
          {
            name: 'FederationLinkDown',
            severity: 'warning',
            scope: 'link',
            expr: `${count('rabbitmq_federation_links', notRunning)} > 0 or ${count('rabbitmq_federation_links', running)} == 0`,
            for: timing.lasting(Duration.minutes(5)),
            summary: `federation links of ${name} do not run`,
            description: 'Messages of their upstreams do not arrive.',
          } as const,
        ]),
  ];
};

/** The plugins without which a broker doesn't tell of links that are declared on it, by the alert that would fire for ever. */
export function pluginsOfLinkAlerts(topology: Topology): ReadonlyMap<string, string> {
  const { shovels, upstreams } = linksOf(topology);
  return new Map([
    ...(shovels === 0 ? [] : [['ShovelDown', 'rabbitmq_shovel_prometheus'] as const]),
    ...(upstreams === 0 ? [] : [['FederationLinkDown', 'rabbitmq_federation_prometheus'] as const]),
  ]);
}

function linksOf({ parameters }: Topology) {
  const shovels = parameters.filter(({ component, value }) => component === 'shovel' && isLasting(value)).length;
  const upstreams = parameters.filter(({ component }) => component === 'federation-upstream').length;
  return { shovels, upstreams };
}

/** A shovel that moves so many messages, or those that are there, is gone afterwards. */
function isLasting(shovel: Json): boolean {
  if (typeof shovel !== 'object' || shovel === null || Array.isArray(shovel)) return true;
  const ends = new Map(Object.entries(shovel));
  return (ends.get('src-delete-after') ?? ends.get('delete-after') ?? 'never') === 'never';
}
