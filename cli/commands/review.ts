import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Option } from 'commander';
import { lazily } from '../../model/lazily';
import { printable } from '../../model/printable';
import type { ServerVersion } from '../../model/server/server-version';
import { selectStacks, synthesize } from '../stack/app';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { asJson, jsonShape } from '../review/report/json';
import { asMarkdown, unknownReview } from '../review/report/markdown';
import { comment } from '../review/comment';
import { keepPlans, type KeptPlan } from '../deploy/kept-plan';
import { Terraform } from '../terraform/terraform';
import { KEY_VARIABLE, planKey } from '../deploy/sealed';
import { readPlan } from '../terraform/plan';
import { inPrivateFolder } from '../terraform/private-folder';
import type { BrokerChange } from '../review/broker-change';
import type * as changePagesModule from '../review/change-pages';
import { readManifests } from '../operator/manifests-topology';
import { reviewRevisions } from '../review/review-manifests';
import { reviewGivenPlan, reviewStacks, type Hear } from '../review/review-stacks';
import { exitCodeOf, type StackReview } from '../review/stack-review';
import { asText } from '../review/report/text';
import { serverVersionOption } from '../program/server-version-option';
import { UserError } from '../program/user-error';

/** `rabbitmq-cdk review`: what a change does to messages, before it is applied. */
export const reviewCommand: CliCommand = {
  register(program, exit) {
    program
      .command('review')
      .description(
        'Plans stacks in the order in which they would be applied, and reports the effect in RabbitMQ terms: ' +
          'which messages and bindings are lost, which nodes restart, who may do what, which settings of which queue ' +
          'change. A stack that needs one which is not applied yet, or whose broker does not answer, is planned as far as ' +
          'can be, with caveats. Exits with 0 when nothing changes, 2 for changes and caveats, 3 when data or availability ' +
          'is lost, 1 when that is unknown.',
      )
      .argument('[STACK...]', "the stacks; all when none is given; with '--before' a folder or file of manifests")
      .option(
        '--before <path>',
        "the folder or file of the operator's manifests as it was: says what a sync does that takes it to the one that is " +
          'given, and what the operator refuses',
      )
      .option('--plan <file>', "what 'terraform show -json PLAN' prints: neither Terraform nor a broker is asked")
      .option(
        '--out <folder>',
        `keep the plans for 'deploy --plan', encrypted by ${KEY_VARIABLE}, with their reviews in clear`,
      )
      .option(
        '--diagram <folder>',
        "write a page for each virtual host in which exchanges, queues or bindings change, as 'diagram --before' draws it",
      )
      .option(
        '--comment',
        'leave the review as one comment on the pull request of a job in GitHub or GitLab, changed in place by later runs, ' +
          "and in the job's summary",
        false,
      )
      .addOption(
        new Option('--fail-on <what>', 'changes: exit with 2 for changes and caveats; losses: exit with 0 for those')
          .choices(['changes', 'losses'])
          .default('changes'),
      )
      .addOption(serverVersionOption().default(undefined, 'what the broker says, else the tag of its image, else 4.2'))
      .addOption(
        new Option('--format <format>', `text, markdown for a pull request, or json: ${jsonShape}`)
          .choices(['text', 'markdown', 'json'])
          .default('text'),
      )
      .action(async (names: string[], options: Options) => {
        const heard: Heard[] = [];
        const hear: Hear = (stack, change) => heard.push({ stack, change });
        const reviewed = reviewOf(names, options, hear);
        const reviews = await reviewed.catch(async (error: unknown) => {
          // What an earlier run said must not stand as if it were about this one.
          if (options.comment) await comment(unknownReview, process.env, say);
          throw error;
        });
        process.stdout.write(render(reviews, options.format));
        if (options.diagram !== undefined) await draw(heard, options.diagram);
        if (options.comment) await comment(asMarkdown(reviews), process.env, say);
        const code = exitCodeOf(reviews);
        exit(code === ExitCode.notice && options.failOn === 'losses' ? ExitCode.ok : code);
      });
  },
};

interface Options {
  readonly before?: string;
  readonly plan?: string;
  readonly out?: string;
  readonly diagram?: string;
  readonly comment: boolean;
  readonly failOn: 'changes' | 'losses';
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'markdown' | 'json';
}

function say(message: string): void {
  process.stderr.write(`${printable(message)}\n`);
}

// Drawing takes a graph library and the bundled script of the page, which most reviews do without.
const drawing = lazily<typeof changePagesModule>(() => require('../review/change-pages'));

/** What becomes of one broker of a stack. */
interface Heard {
  readonly stack: string;
  readonly change: BrokerChange;
}

/** Writes the pages of what changes: a file for each stack and virtual host. */
async function draw(heard: readonly Heard[], folder: string): Promise<void> {
  const pages: { readonly file: string; readonly html: string }[] = [];
  for (const { stack, change } of heard)
    for (const { vhost, html } of await drawing().changePages(change))
      pages.push({ file: join(folder, `${encodeURIComponent(`${stack} ${vhost}`)}.html`), html });
  if (pages.length === 0) return say('no exchange, queue or binding changes, so that there is nothing to draw');
  mkdirSync(folder, { recursive: true });
  for (const { file, html } of pages) {
    writeFileSync(file, html);
    say(`wrote ${file}`);
  }
}

async function reviewOf(names: readonly string[], options: Options, hear: Hear): Promise<readonly StackReview[]> {
  if (options.before !== undefined) return revisions(options.before, names, options, hear);
  return options.plan === undefined ? live(names, options, hear) : given(options.plan, names, options, hear);
}

async function revisions(
  before: string,
  names: readonly string[],
  { plan, out, serverVersion }: Options,
  hear: Hear,
): Promise<readonly StackReview[]> {
  if (plan !== undefined || out !== undefined)
    throw new UserError("'--before' is of manifests, which have no plan; remove '--plan' and '--out'");
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw new UserError(`'--before' takes one folder or file of manifests to compare with, got ${names.length}`);
  const [old, now] = await Promise.all([before, name].map(readManifests));
  return [reviewRevisions(name, old ?? [], now ?? [], { serverVersion }, hear)];
}

async function live(
  names: readonly string[],
  { serverVersion, out }: Options,
  hear: Hear,
): Promise<readonly StackReview[]> {
  if (out === undefined) {
    return reviewStacks(selectStacks(await synthesize(), names), { serverVersion }, say, undefined, hear);
  }
  const key = planKey(process.env);
  const stacks = selectStacks(await synthesize(), names);
  return inPrivateFolder(async (folder) => {
    const fileOf = (stack: string) => join(folder, encodeURIComponent(stack));
    const stateVersions = new Map<string, string>();
    for (const { name, directory } of stacks) {
      // Why a state cannot be read is told by the plan.
      const state = await new Terraform(directory).state().catch(() => undefined);
      if (state !== undefined) stateVersions.set(name, state.version);
    }
    const reviews = await reviewStacks(stacks, { serverVersion }, say, fileOf, hear);
    const kept = reviews.map((review): KeptPlan => {
      const { stack } = review;
      return { stack, review, plan: applicable(review, fileOf(stack)), stateVersion: stateVersions.get(stack) };
    });
    keepPlans(out, kept, key);
    return reviews;
  });
}

/** The plan, if it is the whole truth: what other stacks give may be another when its turn comes. */
function applicable({ caveats, failure }: StackReview, file: string): Buffer | undefined {
  const isWhole = failure === undefined && caveats.every(({ kind }) => kind === 'broker-not-asked');
  return isWhole && existsSync(file) ? readFileSync(file) : undefined;
}

async function given(
  file: string,
  names: readonly string[],
  { serverVersion }: Options,
  hear: Hear,
): Promise<readonly StackReview[]> {
  if (names.length > 1) throw new UserError(`'--plan' is of one stack, got ${names.length}: ${names.join(', ')}`);
  const plan = readPlan(await content(file), file);
  return [reviewGivenPlan(names[0] ?? basename(file, '.json'), plan, { serverVersion }, hear)];
}

async function content(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`'${file}' cannot be read (${code}); give what 'terraform show -json PLAN' prints`);
  }
}

function render(reviews: readonly StackReview[], format: Options['format']): string {
  if (format === 'json') return asJson(reviews);
  return format === 'markdown' ? asMarkdown(reviews) : asText(reviews, process.stdout.isTTY === true);
}
