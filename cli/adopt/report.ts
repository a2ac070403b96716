import type { Adoption } from '../../model/adoption/adopt';
import { objectLabel } from '../../model/adoption/left-alone-file';
import { printable } from '../../model/printable';
import type { Topology } from '../../model/topology/topology';

/** What is left alone is told up to here; the rest is in the file. */
const MOST_TOLD = 20;

/** What was adopted, for people. */
export function adoptionText(adoption: Adoption, folder: string, isLive: boolean): string {
  const { files, leftAlone, leftOut, variables } = adoption;
  const counts = countsOf(adoption.topology);
  const aside = [...leftOut].map(([kind, count]) => `${count} ${kind}`);
  const rest = leftAlone.length - MOST_TOLD;
  return [
    `declared: ${counts.length === 0 ? 'nothing' : counts.join(', ')}`,
    ...(aside.length === 0 ? [] : [`left out, since applications make them: ${aside.join(', ')}`]),
    ...(leftAlone.length === 0 ? [] : [`left alone (${leftAlone.length}):`]),
    ...leftAlone.slice(0, MOST_TOLD).map(({ object, reason }) => `  ${objectLabel(object)}: ${reason}`),
    ...(rest > 0 ? [`  and ${rest} more, in left-alone.md`] : []),
    `written to ${folder}: ${[...files.keys()].join(', ')}`,
    ...nextSteps(folder, variables, isLive),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

/** The same for programs. */
export function adoptionJson({ topology, files, leftAlone, leftOut, variables }: Adoption, folder: string): object {
  return {
    folder,
    files: [...files.keys()],
    declared: Object.fromEntries(Object.entries(topology).map(([section, elements]) => [section, elements.length])),
    leftOut: Object.fromEntries(leftOut),
    leftAlone,
    variables,
  };
}

function nextSteps(folder: string, variables: Adoption['variables'], isLive: boolean): readonly string[] {
  return [
    'next:',
    `  cd ${folder}`,
    ...(isLive ? [] : ['  set the URI of the broker, in main.ts']),
    ...variables.map(({ name, description }) => `  export TF_VAR_${name}=…   # ${description}`),
    '  npx rabbitmq-cdk review   # says that nothing changes but what the state knows',
    '  npx rabbitmq-cdk deploy',
  ];
}

function countsOf(topology: Topology): readonly string[] {
  return Object.entries(names).flatMap(([section, [one, more]]) => {
    const { length } = topology[section as keyof typeof names];
    return length === 0 ? [] : [`${length} ${length === 1 ? one : more}`];
  });
}

const names = {
  vhosts: ['virtual host', 'virtual hosts'],
  exchanges: ['exchange', 'exchanges'],
  queues: ['queue', 'queues'],
  bindings: ['binding', 'bindings'],
  policies: ['policy', 'policies'],
  operatorPolicies: ['operator policy', 'operator policies'],
  permissions: ['permission', 'permissions'],
  topicPermissions: ['topic permission', 'topic permissions'],
  parameters: ['parameter', 'parameters'],
} as const;
