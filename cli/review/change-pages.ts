import { indexTopology } from '../../model/analysis/topology-index';
import { validate } from '../../model/validity/validity';
import { recommended } from '../../rules/packs';
import { judge } from '../../rules/rule';
import { asPage } from '../diagram/page';
import { pageScript } from '../diagram/page-script';
import type { BrokerChange } from './broker-change';
import { comparedDiagrams } from './change-diagrams';

/** A page of `rabbitmq-cdk diagram --before`, of one virtual host that changes. */
export interface ChangePage {
  readonly vhost: string;
  readonly html: string;
}

/** The pages of what changes on one broker. Messages are routed, and findings told, as they will be after the change. */
export async function changePages(change: BrokerChange): Promise<readonly ChangePage[]> {
  const diagrams = comparedDiagrams(change);
  if (diagrams.length === 0) return [];
  const { after, version } = change;
  const index = indexTopology(after, version);
  const findings = [...validate(after, version, {}, index), ...judge(index, recommended)];
  const script = pageScript();
  return Promise.all(
    diagrams.map(async (diagram) => ({
      vhost: diagram.vhost,
      html: await asPage(diagram, index, findings, script),
    })),
  );
}
