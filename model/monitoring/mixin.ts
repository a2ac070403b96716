import type { RuleFile } from './alerts/alerts';

/**
 * The files of a mixin, by which users of jsonnet take alerts, recording rules and dashboards among those of others.
 * @param dashboards - in Grafana's form, by name
 * @see https://monitoring.mixins.dev
 */
export function mixin(rules: RuleFile, dashboards: ReadonlyMap<string, object>): ReadonlyMap<string, object | string> {
  const only = (isWanted: (rule: RuleFile['groups'][number]['rules'][number]) => boolean) =>
    rules.groups
      .map((group) => ({ ...group, rules: group.rules.filter(isWanted) }))
      .filter((group) => group.rules.length > 0);
  return new Map<string, object | string>([
    ['mixin.libsonnet', libsonnet([...dashboards.keys()])],
    ['alerts.json', { groups: only((rule) => 'alert' in rule) }],
    ['rules.json', { groups: only((rule) => 'record' in rule) }],
    ...[...dashboards].map(([name, dashboard]) => [`dashboards/${name}.json`, dashboard] as [string, object]),
  ]);
}

/** Adds to what other mixins bring. */
function libsonnet(dashboards: readonly string[]): string {
  return [
    '{',
    "  prometheusAlerts+:: { groups+: (import 'alerts.json').groups },",
    "  prometheusRules+:: { groups+: (import 'rules.json').groups },",
    '  grafanaDashboards+:: {',
    ...dashboards.map((name) => `    'rabbitmq-${name}.json': import 'dashboards/${name}.json',`),
    '  },',
    '}',
    '',
  ].join('\n');
}
