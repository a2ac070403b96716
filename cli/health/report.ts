import Table from 'cli-table3';
import { printable, printableJson } from '../../model/printable';
import { formatServerVersion, type ServerVersion } from '../../model/server/server-version';
import { count } from '../review/wording';
import type { BrokerState } from './broker-state';
import { checks, upgradeChecks, type HealthFinding } from './findings';

/**
 * The health of a broker for people.
 * @param upgradeTo - the version that it shall get, where that was asked about
 */
export function asText(state: BrokerState, findings: readonly HealthFinding[], upgradeTo?: ServerVersion): string {
  const upgrade =
    upgradeTo === undefined
      ? ''
      : `, ${printable(state.serverVersion ?? '')} before an upgrade to ${formatServerVersion(upgradeTo)}`;
  const head = `${printable(state.clusterName)}: ${count(state.nodes.length, 'node', 'nodes')}, ${count(state.queues.length, 'queue', 'queues')}${upgrade}\n`;
  const looked = [...(upgradeTo === undefined ? [] : upgradeChecks), ...checks];
  const well = looked.filter((check) => !findings.some((finding) => finding.check === check));
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
export function asJson(
  { clusterName, nodes, serverVersion }: BrokerState,
  findings: readonly HealthFinding[],
  upgradeTo?: ServerVersion,
): string {
  const upgrade =
    upgradeTo === undefined ? {} : { upgrade: { from: serverVersion, to: formatServerVersion(upgradeTo) } };
  return `${printableJson({ cluster: clusterName, nodes: nodes.map(({ name }) => name), ...upgrade, findings })}\n`;
}
