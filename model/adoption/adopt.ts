import type { Finding, FindingObject } from '../finding';
import { formatServerVersion } from '../server/server-version';
import { emptyTopology, type Topology } from '../topology/topology';
import { validate } from '../validity/validity';
import { keywords, Names, pascalCase, reservedIds, slug } from './identifiers';
import { ignoreFile, leftAloneFile } from './left-alone-file';
import { mainFile, PASSWORD_VARIABLE, STACK, type AdoptedBroker, type VhostPart } from './main-file';
import { SharedDefinitions } from './shared-definitions';
import { filter, take, withReferred, type Taken, type TakeOptions } from './take';
import { userProperties, usersFile } from './users-file';
import type { VhostContent } from './vhost-content';
import { vhostFile } from './vhost-file';
import { usedNames } from './vhost-writer';
import { ownValue } from '../own-value';

/** How a topology is adopted. */
export interface AdoptOptions extends TakeOptions {
  readonly broker: Omit<AdoptedBroker, 'serverVersion'>;
  /**
   * Whether policies with equal definitions share one as a fragment.
   * @default false
   */
  readonly isIdiomatic?: boolean;
}

/** A variable of Terraform that the app asks for. */
export interface AskedVariable {
  readonly name: string;
  readonly description: string;
}

/** An app that declares what a broker has. */
export interface Adoption extends Taken {
  /** The files of the app, by path within its folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly variables: readonly AskedVariable[];
}

/** Writes an app that declares what a broker has, and takes it over without change. */
export function adopt(whole: Topology, options: AdoptOptions): Adoption {
  const { version, broker, isIdiomatic = false } = options;
  const taken = take(sorted(whole), options);
  const variables: AskedVariable[] = [
    { name: PASSWORD_VARIABLE, description: 'the password of the administrator as whom Terraform logs in' },
  ];
  const variableNames = new Names([PASSWORD_VARIABLE]);
  const users = userProperties(taken.referred.users.map(({ name }) => name));
  const files = new Map<string, string>();
  const parts: VhostPart[] = [];
  const classes = new Names([...keywords, ...usedNames, ...appNames]);
  const modules = new Names([], (name) => name.toLowerCase());
  const ids = new Names([...reservedIds, 'rabbitmq', 'users', PASSWORD_VARIABLE]);
  const findings = findingsBy(taken, options);
  for (const content of contents(taken, { version, findings, isIdiomatic })) {
    const { vhost, topology } = content;
    const words = vhost.name === '/' ? 'default' : slug(vhost.name, 'vhost');
    const className = classes.give(
      vhost.name === '/' ? ['DefaultVhost'] : [classNameOf(words), `${classNameOf(words)}Vhost`],
      '',
    );
    const module = modules.give([words.replaceAll('.', '-')], '-');
    const text = vhostFile(content, {
      className,
      users,
      variable: (of, description) => {
        const name = variableNames.give([variableNameOf(`${words}_${of}`)], '_');
        variables.push({ name, description });
        return name;
      },
    });
    files.set(`vhosts/${module}.ts`, text);
    // It begins the names of resources in Terraform, which begin with a letter.
    const wanted = /^[A-Za-z]/.test(words) ? words : `vhost-${words}`;
    parts.push({
      className,
      module: `./vhosts/${module}`,
      id: ids.give([wanted, `${wanted}-vhost`], '-'),
      hasUsers: topology.permissions.length + topology.topicPermissions.length > 0,
    });
  }
  if (parts.some(({ hasUsers }) => hasUsers)) files.set('users.ts', usersFile(users));
  files.set('main.ts', mainFile({ ...broker, serverVersion: formatServerVersion(version) }, parts));
  files.set('cdktf.json', `${JSON.stringify(cdktfConfig, null, 2)}\n`);
  files.set('left-alone.md', leftAloneFile(taken.leftAlone));
  files.set('diff.ignore', ignoreFile(taken.leftAlone.filter(({ object }) => !isReferred(taken, object))));
  files.set('.gitignore', gitIgnore);
  return { ...taken, files, variables };
}

/** In an order that does not depend on the broker's, each element with a place of its own. */
function sorted(topology: Topology): Topology {
  const keys = ['vhost', 'name', 'user', 'exchange', 'source', 'destination', 'routing_key', 'arguments'] as const;
  const keyOf = (element: object) =>
    JSON.stringify(keys.map((key) => (element as Readonly<Record<string, unknown>>)[key] ?? ''));
  return Object.fromEntries(
    Object.entries(topology).map(([section, elements]: [string, readonly object[]]) => [
      section,
      elements
        .map((element) => ({ element, key: keyOf(element) }))
        .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
        // Where it stands is what tells an element from all others here.
        .map(({ element }, index) => ({ ...element, declaredAt: `${section}/${index}` })),
    ]),
  ) as unknown as Topology;
}

/** Whether the app says that an object is there, so that a comparison finds no difference in it. */
function isReferred({ referred }: Taken, { type, vhost, name }: FindingObject): boolean {
  const there: Readonly<Record<string, readonly { readonly name: string; readonly vhost?: string }[]>> = {
    vhost: referred.vhosts,
    queue: referred.queues,
    exchange: referred.exchanges,
    user: referred.users,
  };
  return (ownValue(there, type) ?? []).some(
    (one) => one.name === name && (one.vhost ?? null) === (type === 'vhost' ? null : vhost),
  );
}

/** What is made anew, and the state, which holds secrets. */
const gitIgnore = ['cdktf.out/', '.terraform/', 'node_modules/', '*.tfstate*', ''].join('\n');

/** What `cdktf` and `rabbitmq-cdk` read of an app's folder. */
const cdktfConfig = {
  language: 'typescript',
  app: 'npx tsx main.ts',
  projectId: STACK,
  sendCrashReports: 'false',
  terraformProviders: [],
  terraformModules: [],
};

/** What the app itself imports, so that no virtual host's class is called so. */
const appNames: readonly string[] = ['App', 'Password', 'RemoteBroker'];

/** The virtual hosts in which something is declared, each with what is in it. */
function* contents(
  { topology, referred }: Taken,
  { version, findings, isIdiomatic }: Pick<VhostContent, 'version' | 'findings'> & { readonly isIdiomatic: boolean },
): Iterable<VhostContent> {
  const declared = new Set(topology.vhosts.map(({ name }) => name));
  for (const vhost of [...topology.vhosts, ...referred.vhosts]) {
    const within: Topology = {
      ...emptyTopology,
      ...filter(topology, (element) => (element as { readonly vhost?: string }).vhost === vhost.name),
      vhosts: [vhost],
    };
    const shared = new SharedDefinitions(isIdiomatic ? within.policies : []);
    const isDeclared = declared.has(vhost.name);
    yield { vhost, isDeclared, topology: within, referred, version, findings, shared };
  }
}

/** What a check says of what is declared, where it is odd: of each rule and element once. */
function findingsBy(taken: Taken, { version, broker }: AdoptOptions): VhostContent['findings'] {
  const found = new Map<string, Finding[]>();
  for (const finding of validate(withReferred(taken), version, { nodes: broker.nodeCount })) {
    const known = found.get(finding.at) ?? [];
    // Types of exchanges that plugins bring are known to be there.
    if (finding.rule === 'exchange/plugin-type' || known.some(({ rule }) => rule === finding.rule)) continue;
    found.set(finding.at, [...known, finding]);
  }
  return found;
}

function classNameOf(words: string): string {
  const name = pascalCase(words, 'vhost');
  return /^\d/.test(name) ? `Vhost${name}` : name;
}

function variableNameOf(text: string): string {
  return slug(text, 'uri')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^(?=\d)/g, '_')
    .toLowerCase();
}
