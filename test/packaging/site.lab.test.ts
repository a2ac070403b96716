import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { run } from '../../host/command';
import { ensureChromium } from '../../lab/chromium';
import { projectRoot } from '../../lab/folders';
import navigation from '../../site/navigation.json';
import { describeWith } from '../setup/missing';
import { describeWithRegistry } from '../setup/npm-registry';

const site = join(projectRoot, 'site');

describeWithRegistry('the documentation site', () => {
  describeWith('chromium', 'in a browser', () => {
    const origin = 'http://site.test';
    let browser: Browser | undefined;

    beforeAll(async () => {
      await run('npm', ['ci', '--silent', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: site });
      // It fails at a dead link.
      await run('npm', ['run', '--silent', 'build'], { cwd: site });
      // Its sandbox is not for root.
      browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
    }, 900_000);

    afterAll(async () => {
      await browser?.close();
    });

    /** A new page of the browser, and what its console says that is no good. */
    async function opened(path: string, width = 1280): Promise<{ readonly page: Page; readonly faults: string[] }> {
      if (browser === undefined) throw new Error('the browser was not started');
      const page = await browser.newPage({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
      const faults: string[] = [];
      page.on('pageerror', ({ message }) => faults.push(`${path}: ${message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${path}: ${message.text()}`);
      });
      // Without a network, whose changes would break off what is being loaded: containers of other tests come and go.
      await page.route(`${origin}/**`, (route) =>
        route.fulfill(served(join(site, 'dist'), new URL(route.request().url()).pathname)),
      );
      await page.goto(`${origin}/${path}`);
      await page.waitForLoadState('networkidle');
      return { page, faults };
    }

    const paths = [
      '',
      'api/classes/index.QuorumQueue',
      ...navigation.flatMap(({ pages }) => pages.map(({ page }) => page.replace(/index$/, ''))),
    ];

    test('links to headings that are there', () => {
      const links = linksToHeadings(join(site, 'dist'));

      expect(links.length).toBeGreaterThan(1_000);
      expect(links.filter(({ isThere }) => !isThere)).toEqual([]);
    });

    test('has no page that is missing, says an error, or is wider than a telephone', async () => {
      const found: string[] = [];
      for (const path of paths) {
        const { page, faults } = await opened(path, 390);
        const [title, wide] = await page.evaluate<[string, number]>(
          '[document.title, document.documentElement.scrollWidth - document.documentElement.clientWidth]',
        );
        await page.close();
        found.push(...faults);
        if (title.startsWith('404')) found.push(`${path}: it is missing`);
        if (wide > 0) found.push(`${path}: it is ${wide} pixels wider than the screen`);
      }

      expect(found).toEqual([]);
    }, 600_000);

    test('is accessible by the rules of WCAG 2 AA, in light and dark', async () => {
      const axe = readFileSync(join(site, 'node_modules/axe-core/axe.min.js'), 'utf8');
      const found: string[] = [];
      for (const path of ['', 'readme', 'check', 'rules', 'constructs', 'api/', 'runbooks/memory-alarm']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page } = await opened(path);
          await page.emulateMedia({ colorScheme });
          await page.evaluate(axe);
          // The rule about names is experimental, and takes the shortcut on the search button for its text.
          const violations = await page.evaluate<
            { id: string; nodes: { target: string[]; failureSummary: string }[] }[]
          >(
            "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], rules: { 'label-content-name-mismatch': { enabled: false } } }).then(({ violations }) => violations)",
          );
          await page.close();
          found.push(
            ...violations.map(
              ({ id, nodes }) =>
                `${path} (${colorScheme}): ${id}: ${nodes.length}, such as ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary}`,
            ),
          );
        }
      }

      expect(found).toEqual([]);
    }, 600_000);

    test('is searched without any other server', async () => {
      const { page, faults } = await opened('readme');
      const others: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) others.push(request.url());
      });

      await page.keyboard.press('Control+k');
      await page.keyboard.type('dead letter exchange');
      const first = page.locator('#localsearch-list a').first();
      await first.waitFor();

      expect(await first.getAttribute('href')).toMatch(/^\/[a-z]/);
      expect([faults, others]).toEqual([[], []]);
      await page.close();
    }, 60_000);
  });
});

/** The links of all pages to headings, of their own or of others. */
function linksToHeadings(
  dist: string,
): readonly { readonly page: string; readonly link: string; readonly isThere: boolean }[] {
  const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(dist, page), 'utf8')]));
  const headings = new Map(
    [...texts].map(([page, text]) => [page, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
  );
  return [...texts].flatMap(([page, text]) =>
    [...text.matchAll(/<a[^>]* href="(?![a-z]+:)([^"]*#[^"]+)"/g)].map(([, link = '']) => {
      const { pathname, hash } = new URL(link, `http://site.test/${page}`);
      const path = decodeURIComponent(pathname.slice(1));
      const target = [path, `${path}.html`, `${path}index.html`].find((one) => headings.has(one)) ?? '';
      return { page, link, isThere: headings.get(target)?.has(decodeURIComponent(hash.slice(1))) === true };
    }),
  );
}

/** What a page host answers from a folder: `/check` is `check.html`. */
function served(folder: string, path: string): { status: number; contentType: string; body: Buffer } {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.woff2': 'font/woff2',
  };
  const name = normalize(decodeURIComponent(path));
  const found = [name, `${name}.html`, join(name, 'index.html')].find((one) => isFile(join(folder, one)));
  const file = join(folder, found ?? '404.html');
  return {
    status: found === undefined ? 404 : 200,
    contentType: types[extname(file)] ?? 'application/octet-stream',
    body: readFileSync(file),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
