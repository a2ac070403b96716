import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkOf } from '../../../cli/check/rule-link';
import { toSarif } from '../../../cli/check/sarif';
import { pageLink } from '../../../cli/program/page-link';
import { run, type CliCommand } from '../../../cli/program/program';
import { UserError } from '../../../cli/program/user-error';
import { projectRoot } from '../../../lab/folders';
import { packs } from '../../../rules/packs';
import { idsIn } from '../../ids-in-sources';
import { leadsSomewhere } from '../../pages';
import { everySmallest as everyInput } from '../../model/validity/smallest/every';
import { everySmallest as everyChange } from '../review/smallest/every';
import { catchPrinted } from '../printed';

const site = 'https://docs.example.com/rabbitmq-cdk';

/** Where a link to the site, or to a page in the package, leads to nothing. */
function dead(links: readonly string[]): readonly string[] {
  const inPackage = links.map((link) =>
    link.replace(new RegExp(`^${site}/([\\w-]+)(#.*)?$`), (_, page: string, anchor = '') => `docs/${page}.md${anchor}`),
  );
  return inPackage.filter((link) => !link.startsWith('docs/') || !leadsSomewhere('README.md', link));
}

const idOf = ([name]: readonly [string, ...unknown[]]) => name.split(' ')[1] ?? '';

describe('the page of', () => {
  test('every rule, finding and change is there, with its heading', () => {
    const ofConf = idsIn('model/server').filter((id) => id.startsWith('conf/'));
    const rules = Object.values(packs).flatMap((pack) => pack.map(({ id }) => id));

    expect(ofConf.length).toBeGreaterThan(10);
    expect(dead([...rules, ...everyInput.map(idOf), ...ofConf].map((id) => linkOf(id, site)))).toEqual([]);
    expect(dead(everyChange.map((change) => pageLink(`changes#${idOf(change)}`, site)))).toEqual([]);
    expect(dead(rules.map((id) => linkOf(id, undefined)))).toEqual([]);
  });

  test('every command is there, and is the one that the table of exit codes names', () => {
    const sources = readFileSync(join(projectRoot, 'cli/main.ts'), 'utf8');
    const table = readFileSync(join(projectRoot, 'docs/exit-codes.md'), 'utf8');
    const pages = [...sources.matchAll(/^ {2}'?([\w-]+)'?: \{\n(?:.*\n)*?(?: {4}page: '(.*)',\n)/gm)];
    const rows = [...table.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+)\.md(#[\w-]+)?\)/gm)];

    expect(pages.map(([, name, page]) => `${name} ${page}`).sort()).toEqual(
      rows.map(([, name, page, anchor = '']) => `${name} ${page}${anchor}`),
    );
    expect(dead(pages.map(([, , page = '']) => pageLink(page, site)))).toEqual([]);
  });
});

test('before there is a site, what a broker says leads to the documentation of RabbitMQ', () => {
  expect(linkOf('queue/argument-value', undefined)).toBe('https://www.rabbitmq.com/docs/queues');
});

test('SARIF links to the page, or says where it is in the package', () => {
  const finding = { object: { type: 'queue', vhost: '/', name: 'q' }, at: '', message: 'm', remedy: 'r' };
  const findings = ['queue/argument-value', 'topology/queue-is-bounded'].map((rule) => ({
    ...finding,
    rule,
    kind: 'hazard' as const,
  }));
  const { runs } = toSarif([{ file: 'f', serverVersion: '4.3', versionFrom: 'newest', acknowledged: 0, findings }], []);

  expect(runs[0]?.tool.driver.rules?.map(({ helpUri, help }) => helpUri ?? help?.text)).toEqual([
    linkOf('queue/argument-value'),
    `see ${linkOf('topology/queue-is-bounded')}`,
  ]);
});

describe('a command', () => {
  const printed = catchPrinted();
  const commands = {
    fail: {
      summary: 'fails',
      page: 'exit-codes',
      load: (): CliCommand => ({
        register: (program) => {
          program.command('fail').action(() => {
            throw new UserError('it failed');
          });
        },
      }),
    },
  };

  test('that fails says once which page explains it', async () => {
    expect(await run(['fail'], commands)).toBe(1);
    expect(printed.errors).toBe(`error: it failed\nsee ${pageLink('exit-codes')}\n`);
  });

  test('has the page in its help', async () => {
    await run(['fail', '--help'], commands);

    expect(printed.output).toContain(`Documentation: ${pageLink('exit-codes')}`);
  });
});
