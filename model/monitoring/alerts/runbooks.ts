import manifest from '../../../package.json';

const ofPackage: { readonly homepage?: string; readonly name: string } = manifest;

/** Where the runbooks are that alerts lead to. */
export const RUNBOOKS = 'docs/runbooks';

/**
 * Where the pages of the project are published, which the package says of itself.
 * @param homepage - of package.json: a clone has none
 */
export function publishedRunbooks(homepage: string | undefined = ofPackage.homepage): string | undefined {
  return homepage === undefined ? undefined : `${homepage.replace(/\/*$/, '')}/runbooks/{name}`;
}

/** The runbook of an alert: `docs/runbooks/queue-near-limit.md`. */
export function runbookOf(alert: string): string {
  return `${RUNBOOKS}/${runbookName(alert)}.md`;
}

/**
 * The address of the runbook of an alert.
 * @param base - the URL of the folder of the runbooks, or one that has `{name}` where the name of a runbook belongs
 */
export function runbookUrlOf(alert: string, base: string): string {
  const name = runbookName(alert);
  return base.includes('{name}') ? base.replaceAll('{name}', name) : `${base.replace(/\/+$/, '')}/${name}.md`;
}

/** `queue-near-limit` */
function runbookName(alert: string): string {
  const kebab = alert
    .replace('RabbitMQ', 'Rabbitmq')
    .replace(/[A-Z]/g, (letter) => `-${letter}`)
    .slice(1);
  return kebab.toLowerCase();
}
