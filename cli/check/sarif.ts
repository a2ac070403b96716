import type { Log, Result } from 'sarif';
import { version } from '../../package.json';
import type { Finding } from '../../model/finding';
import type { Rule } from '../../rules/rule';
import type { FileReport } from './report';

const levels = { refused: 'error', hazard: 'warning', deprecated: 'note' } as const;

/**
 * Reports in the format that code scanning reads.
 * @param linesOfFiles - by file, the line of each JSON pointer
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(
  reports: readonly FileReport[],
  rules: readonly Rule[],
  linesOfFiles: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Log {
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
            rules: ids.map((id) => ({ id, shortDescription: { text: demands.get(id) ?? id } })),
          },
        },
        results: reports.flatMap(({ file, findings }) =>
          findings.map((finding) => resultOf(finding, file, ids.indexOf(finding.rule), linesOfFiles.get(file))),
        ),
      },
    ],
  };
}

function resultOf(
  finding: Finding,
  file: string,
  ruleIndex: number,
  lines: ReadonlyMap<string, number> | undefined,
): Result {
  const { kind, rule, object, at, message, remedy } = finding;
  const pointer = at.startsWith(`${file}#`) ? at.slice(file.length + 1) : undefined;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[kind],
    message: { text: `${object.type} '${object.name}': ${message}; ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file === '-' ? 'stdin' : encodeURI(file.replaceAll('\\', '/')) },
          region: { startLine: lines?.get(pointer ?? '') ?? 1 },
        },
        logicalLocations: [{ name: object.name, fullyQualifiedName: at, kind: 'element' }],
      },
    ],
  };
}
