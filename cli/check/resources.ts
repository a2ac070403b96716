import { indexTopology } from '../../model/analysis/topology-index';
import type { DefinitionsFault } from '../../model/definitions/entry';
import { countingTheRest, findingKinds, refused, type Finding } from '../../model/finding';
import { positionsOf } from '../../model/json/position';
import {
  asImported,
  impliedBy,
  mergeTopologies,
  readResources,
  type ReadResource,
  type ReadResources,
} from '../../model/operator/read-resources';
import { refusedResource } from '../../model/operator/webhook';
import { NEWEST_SERVER_VERSION } from '../../model/server/server-version';
import { validate } from '../../model/validity/validity';
import { judge } from '../../rules/rule';
import type { Manifests } from '../operator/manifests-within';
import { onceAFile } from './once-a-file';
import { reportedVersions, type CheckOptions, type FileReport, type LocatedFinding } from './report';

/**
 * Checks manifests: what the broker would say to each resource. Files are judged together, as they are applied to one broker; what
 * none of them declares of virtual hosts and users is there already.
 */
export function checkResources(
  files: readonly Manifests[],
  { version = NEWEST_SERVER_VERSION, rules, acknowledgements, ...options }: CheckOptions & { isAsked: boolean },
): readonly FileReport[] {
  const all = files.map(({ file, content }) => ({ file, content, read: readResources(content, file) }));
  const nearby = mergeTopologies(all.map(({ read }) => read.topology));
  return all.map(({ file, content, read }): FileReport => {
    const others = all.filter((other) => other.file !== file).map((other) => asImported(other.read.topology));
    const topology = mergeTopologies([read.topology, ...others, impliedBy(nearby)]);
    const index = indexTopology(topology, version);
    const isHere = ({ at }: Finding) => at === file || at.startsWith(`${file}#`);
    const said = [
      ...read.faults.map((fault) => faultFinding(fault, file)),
      ...read.resources.flatMap(webhookFindings),
      ...validate(topology, version, {}, index),
      ...judge(index, rules),
    ].filter(isHere);
    const left = acknowledgements?.without(said) ?? said;
    const positionOf = positionsOf(content);
    const findings = [...countingTheRest(onceAFile(left, file, rules), file)]
      .sort((one, other) => findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind))
      .map((finding): LocatedFinding => {
        const offset = placeOf(read, finding);
        return { ...finding, ...(offset === undefined ? {} : positionOf(offset)) };
      });
    return {
      file,
      ...reportedVersions([version]),
      versionFrom: options.isAsked ? 'option' : 'newest',
      findings,
      acknowledged: said.length - left.length,
    };
  });
}

function faultFinding({ at, message }: DefinitionsFault, file: string): Finding {
  return refused({ object: { type: 'file', vhost: null, name: file }, at }, 'file/malformed', message, 'correct it');
}

/** What the operator's webhook says, which the broker never sees. */
function webhookFindings({ kind, name, spec, declaredAt: at }: ReadResource): readonly Finding[] {
  return refusedResource(kind, spec).map(({ field, message }) =>
    refused(
      { object: { type: kind, vhost: null, name }, at },
      'manifest/refused',
      `the webhook of the operator refuses it: '${field.replace(/^spec\./, '')}' ${message}`,
      'correct it',
    ),
  );
}

/** The key that a message names first, if the resource has it, and else the resource. */
function placeOf(read: ReadResources, { at, message }: Finding): number | undefined {
  return read.locate(at, /'([^']+)'/.exec(message)?.[1]);
}
