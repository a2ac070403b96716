import { until } from '../../host/until';
import type { Webhook } from '../../lab/webhook';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import { dashboardsOf, panelsOf } from '../../model/monitoring/dashboards/dashboards';
import { resolvedQuery } from '../../model/monitoring/dashboards/resolved-query';

/** An alert as Alertmanager's API tells of it. */
export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: 'active' | 'suppressed' | 'unprocessed' };
}

/** An alert as it arrives at a webhook. */
export interface ArrivedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A query of a panel that had no series. */
export interface EmptyQuery {
  readonly title: string;
  /** Why that may be. */
  readonly emptyWhen: string | undefined;
}

/** What a test sees of the monitoring that runs. */
export class Watched {
  constructor(
    private readonly prometheus: string,
    private readonly alertmanager: string,
    private readonly webhook: Webhook,
  ) {}

  /** The series of a query. */
  async ask(query: string): Promise<readonly { readonly metric: Readonly<Record<string, string>> }[]> {
    const response = await fetch(`${this.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data, error } = (await response.json()) as { data?: { result: [] }; error?: string };
    if (data === undefined) throw new Error(`${query}: ${error}`);
    return data.result;
  }

  /** What is told to people or silenced. */
  async active(): Promise<readonly ActiveAlert[]> {
    return (await fetch(`${this.alertmanager}/api/v2/alerts`)).json() as Promise<readonly ActiveAlert[]>;
  }

  /** The alerts that arrived at the webhook so far; what came for Slack is not among them. */
  async arrived(): Promise<readonly ArrivedAlert[]> {
    const bodies = (await this.webhook.received()) as readonly { readonly alerts?: readonly ArrivedAlert[] }[];
    return bodies.flatMap(({ alerts = [] }) => alerts);
  }

  /** Waits until alerts of all these names have arrived at the webhook. */
  async expectAlerts(expected: readonly string[], within: number): Promise<void> {
    const all = async () => {
      const there = new Set((await this.arrived()).map(({ labels }) => labels['alertname']));
      const missing = expected.filter((alert) => !there.has(alert));
      if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
    };
    await until('the alerts arrive at the webhook', all, { within, every: 1_000 });
  }

  /** The selectors in the rules that Prometheus judges, that have no series now. */
  async emptySelectors(): Promise<readonly string[]> {
    const response = await fetch(`${this.prometheus}/api/v1/rules`);
    const { data } = (await response.json()) as {
      data: { groups: readonly { readonly rules: readonly { readonly query: string }[] }[] };
    };
    const queries = data.groups.flatMap(({ rules }) => rules.map(({ query }) => query));
    const selectors = new Set(queries.flatMap((query) => query.match(/[a-zA-Z_:][\w:]*\{[^}]*\}/g) ?? []));
    const answers = await Promise.all(
      [...selectors].map(async (one) => ({ one, found: (await this.ask(one)).length })),
    );
    return answers.filter(({ found }) => found === 0).map(({ one }) => one);
  }

  /** The queries of all panels that have no series now. */
  async emptyQueries(broker: WatchedBroker): Promise<readonly EmptyQuery[]> {
    const questions = panelsOf(dashboardsOf([broker])).flatMap(({ title, queries, emptyWhen }) =>
      queries.map(({ expr }) => ({ title, emptyWhen, expr })),
    );
    const answers = await Promise.all(
      questions.map(async ({ expr, ...panel }) => {
        const query = resolvedQuery(expr, { broker: broker.name, rateInterval: '5s' });
        return { ...panel, found: (await this.ask(query)).length };
      }),
    );
    return answers.filter(({ found }) => found === 0);
  }
}
