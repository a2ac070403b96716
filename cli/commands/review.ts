import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Option } from 'commander';
import { printable } from '../../model/printable';
import type { ServerVersion } from '../../model/server/server-version';
import { selectStacks, synthesize } from '../stack/app';
import type { CliCommand } from '../program/program';
import { asJson, jsonShape } from '../review/report/json';
import { asMarkdown } from '../review/report/markdown';
import { keepPlans, type KeptPlan } from '../deploy/kept-plan';
import { Terraform } from '../terraform/terraform';
import { KEY_VARIABLE, planKey } from '../deploy/sealed';
import { readPlan } from '../terraform/plan';
import { inPrivateFolder } from '../terraform/private-folder';
import { reviewGivenPlan, reviewStacks } from '../review/review-stacks';
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
        'Plans stacks in the order in which they would be applied, and says what that does in the words of RabbitMQ: ' +
          'which messages and bindings are lost, which nodes restart, who may do what, which settings of which queue ' +
          'change. A stack that needs one which is not applied yet, or whose broker does not answer, is planned as far as ' +
          'can be, with caveats. Exits with 0 when nothing changes, 2 for changes and caveats, 3 when data or availability ' +
          'is lost, 1 when that is unknown.',
      )
      .argument('[STACK...]', 'the stacks; all when none is given')
      .option('--plan <file>', "what 'terraform show -json PLAN' prints: neither Terraform nor a broker is asked")
      .option(
        '--out <folder>',
        `keep the plans for 'deploy --plan', encrypted by ${KEY_VARIABLE}, with their reviews in clear`,
      )
      .addOption(serverVersionOption().default(undefined, 'what the broker says, else the tag of its image, else 4.2'))
      .addOption(
        new Option('--format <format>', `text, markdown for a pull request, or json: ${jsonShape}`)
          .choices(['text', 'markdown', 'json'])
          .default('text'),
      )
      .action(async (names: string[], options: Options) => {
        const reviews =
          options.plan === undefined ? await live(names, options) : await given(options.plan, names, options);
        process.stdout.write(render(reviews, options.format));
        exit(exitCodeOf(reviews));
      });
  },
};

interface Options {
  readonly plan?: string;
  readonly out?: string;
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'markdown' | 'json';
}

async function live(names: readonly string[], { serverVersion, out }: Options): Promise<readonly StackReview[]> {
  const say = (message: string) => process.stderr.write(`${printable(message)}\n`);
  if (out === undefined) return reviewStacks(selectStacks(await synthesize(), names), { serverVersion }, say);
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
    const reviews = await reviewStacks(stacks, { serverVersion }, say, fileOf);
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
): Promise<readonly StackReview[]> {
  if (names.length > 1) throw new UserError(`'--plan' is of one stack, got ${names.length}: ${names.join(', ')}`);
  const plan = readPlan(await content(file), file);
  return [reviewGivenPlan(names[0] ?? basename(file, '.json'), plan, { serverVersion })];
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
