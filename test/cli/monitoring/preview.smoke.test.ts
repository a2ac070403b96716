import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { Connection } from 'rabbitmq-client';
import { monitoringCommand } from '../../../cli/commands/monitoring';
import { management, path, type Management } from '../../../host/management';
import { until } from '../../../host/until';
import { applyStack, type AppliedStack } from '../../../lab/apply';
import { ensureChromium } from '../../../lab/chromium';
import { freePorts } from '../../../lab/ports';
import { dashboardNames } from '../../../model/monitoring/dashboards/dashboard-names';
import { Duration } from '../../../model/units/duration';
import { MonitoringStack } from '../../../stacks/monitoring';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';
import { describeWith } from '../../setup/missing';
import { catchPrinted, ran } from '../printed';

jest.setTimeout(240_000);

const hostile = '</script><img src=x onerror=alert(1)> ${x} "quoted" größe';

describeWith('engine', 'the preview of dashboards from a live Prometheus', () => {
  describeWith('chromium', 'in a browser', () => {
    const name = `smoke-preview-${process.pid}`;
    const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-preview-'));
    const file = join(folder, 'dashboards.html');
    const printed = catchPrinted();
    const made: AppliedStack[] = [];
    let browser: Browser;
    let api: Management;
    let amqp: Connection;
    let urls: { readonly broker: string; readonly prometheus: string };

    beforeAll(async () => {
      // Its sandbox is not for root.
      browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
      const [amqpPort, http, metrics, prometheusPort, alertmanagerPort] = await freePorts(5);
      const app = testApp();
      const broker = new SingleNodeStack(app, 'single-node', {
        nodeName: name,
        ports: { amqp: amqpPort, management: http, prometheus: metrics },
      });
      const monitoring = new MonitoringStack(app, 'monitoring', {
        brokers: [broker.broker],
        monitoringName: `${name}-watch`,
        grafanaImage: 'none',
        ports: { prometheus: prometheusPort, alertmanager: alertmanagerPort },
        scrapeInterval: Duration.seconds(1),
      });
      made.push(await applyStack(synth(broker)));
      const { management_url: url, username, password, connection_string: connection } = made[0]?.outputs ?? {};
      api = management(String(url), String(username), String(password), 120_000);
      const address = new URL(String(url));
      [address.username, address.password] = [String(username), String(password)];
      await api.put(path`queues/${'/'}/${hostile}`, { durable: true });
      amqp = new Connection(`${String(connection)}/${encodeURIComponent('/')}`);
      amqp.on('error', () => undefined);
      const publisher = amqp.createPublisher({ confirm: true });
      await Promise.all(Array.from({ length: 1_100 }, () => publisher.send({ routingKey: hostile }, 'x')));
      made.push(await applyStack(synth(monitoring)));
      urls = { broker: address.href, prometheus: String(made[1]?.outputs['prometheus_url']) };
    });

    afterAll(async () => {
      await browser?.close();
      amqp?.unsafeDestroy();
      for (const stack of made.reverse()) await stack.destroy();
      rmSync(folder, { recursive: true, force: true });
    });

    const preview = () =>
      ran(
        printed,
        [
          ...['monitoring', urls.broker, '--name', 'single-node', '--preview', file, '--prometheus', urls.prometheus],
          ...['--since', '1m', '--scrape-interval', '1', '--runbooks', 'https://pages.example/runbooks/{name}'],
        ],
        { monitoring: { summary: '', load: () => monitoringCommand } },
      );

    /** The page, what went wrong on it, and what it asked for beside itself. */
    async function opened(): Promise<{ page: Page; faults: string[]; asked: string[] }> {
      const page = await browser.newPage({ viewport: { width: 1_400, height: 1_000 } });
      const [faults, asked]: string[][] = [[], []];
      page.on('pageerror', ({ message }) => faults?.push(message));
      page.on('console', (message) => faults?.push(message.text()));
      page.on('dialog', (dialog) => (faults?.push(dialog.message()), void dialog.dismiss()));
      page.on('request', (request) => void asked?.push(request.url()));
      await page.goto(`file://${file}`);
      await drawn(page, 'overview');
      return { page, faults: faults ?? [], asked: asked ?? [] };
    }

    const drawn = (page: Page, dashboard: string) =>
      page.waitForSelector(`html[data-drawn=${dashboard}]`, { timeout: 60_000, state: 'attached' });

    test('shows every dashboard, without asking anybody for anything', async () => {
      const isScraped = async () => {
        const { code } = await preview();
        expect(code).toBe(0);
        expect(readFileSync(file, 'utf8')).toContain('"name":"/ \\u003c/script>');
      };
      await until('the messages of the queue are scraped', isScraped, { within: 120_000, every: 2_000 });
      const { page, faults, asked } = await opened();

      for (const dashboard of dashboardNames) {
        await page.click(`nav a[href="#${dashboard}"]`);
        await drawn(page, dashboard);
        expect(await page.locator('.panel h3').count()).toBeGreaterThan(0);
        const [charts, panels] = [page.locator('.panel .chart canvas'), page.locator('.panel .chart')];
        expect(await charts.count()).toBe(await panels.count());
      }

      expect(asked).toEqual([`file://${file}`]);
      expect(faults).toEqual([]);
      await page.close();
    });

    test('leads from the overview to a queue, to its node and to a runbook; names are no markup', async () => {
      const { page, faults } = await opened();
      const table = page.locator('.panel', { hasText: 'Queues with the most messages' });
      await table.getByRole('link', { name: hostile }).click();
      await drawn(page, 'queues');
      const ready = page.locator('.panel', { has: page.getByRole('heading', { name: 'Ready', exact: true }) });

      expect(await page.inputValue('#filter')).toBe(hostile);
      expect(await ready.locator('li').innerText()).toContain(hostile);
      // More than the threshold of its alert.
      expect(await ready.locator('li .warning').innerText()).toBe('1,100');
      await page.locator('.panel', { hasText: 'Nodes of the leaders' }).locator('td a').click();
      await drawn(page, 'nodes');
      expect(await page.inputValue('#filter')).toBe(`${name}:15692`);
      const memory = page.locator('.panel', { hasText: 'Memory of the limit' });
      expect(await memory.getByRole('link', { name: 'runbook MemoryAlarm' }).getAttribute('href')).toBe(
        'https://pages.example/runbooks/memory-alarm',
      );
      expect(await page.locator('img').count()).toBe(0);
      expect(faults).toEqual([]);
      await page.close();
    });

    test('draws lines: a chart is not blank', async () => {
      const hasLine = async () => {
        expect((await preview()).code).toBe(0);
        const { page } = await opened();
        await page.click('nav a[href="#nodes"]');
        await drawn(page, 'nodes');
        const isDrawn = await page.evaluate<boolean>(`(() => {
          const canvas = document.querySelector('.panel .chart canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          // The first colour of lines, whose edges are less opaque.
          const near = (at, ...colour) => colour.every((part, index) => Math.abs(data[at + index] - part) < 8);
          for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 100 && near(at, 0, 114, 178)) return true;
          return false;
        })()`);
        await page.close();
        expect(isDrawn).toBe(true);
      };

      // A line needs two points: what is scraped a moment ago has one.
      await until('a chart of nodes has a line', hasLine, { within: 120_000, every: 2_000 });
    });
  });
});
