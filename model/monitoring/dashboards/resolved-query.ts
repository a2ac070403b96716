/** What stands for the variables of a dashboard in its queries. */
export interface VariableValues {
  /** The names of the brokers, an RE2 expression. */
  readonly broker: string;
  /** The window of rates, as Prometheus writes it: at least four scrapes. */
  readonly rateInterval: string;
}

/** A query of a panel as Prometheus takes it: of all queues and nodes, as Grafana asks where nobody chose one. */
export function resolvedQuery(expr: string, { broker, rateInterval }: VariableValues): string {
  return expr
    .replaceAll('$__rate_interval', rateInterval)
    .replaceAll('"$broker"', JSON.stringify(broker))
    .replaceAll(/"\$(?:queue|instance)"/g, '".*"');
}
