import type { Log, ReportingDescriptor, Result } from 'sarif';
import { version } from '../../package.json';
import { printable } from '../../model/printable';
import type { Rule } from '../../rules/rule';
import type { FileReport, LocatedFinding } from './report';
import { linkOf } from './rule-link';

const levels = { breaks: 'error', refused: 'error', hazard: 'warning', deprecated: 'note' } as const;

/**
 * Reports in the format that code scanning reads.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(reports: readonly FileReport[], rules: readonly Rule[]): Log {
  const demands = new Map(rules.map(({ id, demand }) => [id, demand]));
  const ids = [...new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rabbitmq-cdk',
            version,
            rules: ids.map((id) => ({ id, shortDescription: { text: demands.get(id) ?? id }, ...helpOf(id) })),
          },
        },
        results: reports.flatMap(({ file, findings }) =>
          findings.map((finding) => resultOf(finding, file, ids.indexOf(finding.rule))),
        ),
      },
    ],
  };
}

function resultOf(finding: LocatedFinding, file: string, ruleIndex: number): Result {
  const { kind, rule, object, at, message, remedy, line = 1, column } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[kind],
    message: { text: plain(`${object.type} '${object.name}': ${message}; ${remedy}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file === '-' ? 'stdin' : encodeURI(file.replaceAll('\\', '/')) },
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        },
        logicalLocations: [{ name: printable(object.name), fullyQualifiedName: printable(at), kind: 'element' }],
      },
    ],
  };
}

/** Where a rule is explained: `helpUri` takes no path, which stands in the text of the help then. */
function helpOf(rule: string): Pick<ReportingDescriptor, 'helpUri' | 'help'> {
  const link = linkOf(rule);
  return link.startsWith('https:') ? { helpUri: link } : { help: { text: `see ${link}` } };
}

/** A message in which names make no links: viewers take `[text](url)` for one, and bare URLs. */
function plain(text: string): string {
  return printable(text).replaceAll('[', '\\[').replaceAll('://', '\\u003a//');
}
