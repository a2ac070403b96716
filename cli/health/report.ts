import Table from 'cli-table3';
import { printable, printableJson } from '../../model/printable';
import type { BrokerState } from './broker-state';
import { checks, type HealthFinding } from './findings';

/** The health of a broker for people. */
export function asText(state: BrokerState, findings: readonly HealthFinding[]): string {
  const head = `${printable(state.clusterName)}: ${state.nodes.length} nodes, ${state.queues.length} queues\n`;
  const well = checks.filter((check) => !findings.some((finding) => finding.check === check));
  const table = new Table({
    head: ['severity', 'check', 'object', 'finding', 'remedy'],
    style: { head: [], border: [] },
  });
  table.push(
    ...findings.map(({ severity, check, object, message, remedy }) =>
      [severity, check, object, message, remedy].map(printable),
    ),
  );
  const found = findings.length === 0 ? '' : `${table.toString()}\n`;
  return `${head}${found}${well.length === 0 ? '' : `well: ${well.join(', ')}\n`}`;
}

/** The health of a broker for programs. */
export function asJson({ clusterName, nodes }: BrokerState, findings: readonly HealthFinding[]): string {
  return `${printableJson({ cluster: clusterName, nodes: nodes.map(({ name }) => name), findings })}\n`;
}
