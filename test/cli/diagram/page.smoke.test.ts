import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { diagramCommand } from '../../../cli/commands/diagram';
import { run } from '../../../cli/program/program';
import { ensureChromium } from '../../../lab/chromium';
import { describeWith } from '../../setup/missing';

const vhost = 'shop';
const hostile = '</script><img src=x onerror=alert(1)>';

const named = (names: readonly string[], more: object = {}) =>
  names.map((name) => ({ name, vhost, durable: true, arguments: {}, ...more }));
const bound = (source: string, destination: string, key: string) => ({
  ...{ source, vhost, destination, destination_type: 'queue', routing_key: key, arguments: {} },
});

describeWith('chromium', 'the page of rabbitmq-cdk diagram', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-page-'));
  let browser: Browser;
  beforeAll(async () => {
    // Its sandbox is not for root.
    browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page of a topology, and what went wrong on it. */
  async function opened(topology: object): Promise<{ page: Page; faults: string[] }> {
    const [file, out] = [join(folder, 'definitions.json'), join(folder, 'page.html')];
    writeFileSync(file, JSON.stringify({ vhosts: [{ name: vhost }], ...topology }));
    const words = ['diagram', '--definitions', file, '--out', out];
    expect(await run(words, { diagram: { summary: '', load: () => diagramCommand } })).toBe(0);
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('dialog', (dialog) => (faults.push(dialog.message()), void dialog.dismiss()));
    await page.goto(`file://${out}`);
    await page.waitForSelector('html[data-drawn=all]', { timeout: 30_000 });
    return { page, faults };
  }

  test('says by keyboard alone where a message goes; names are no markup', async () => {
    const { page, faults } = await opened({
      exchanges: named(['events'], { type: 'topic' }),
      queues: named(['orders', hostile]),
      bindings: [bound('events', 'orders', 'order.*'), bound('events', hostile, 'größe.#')],
      policies: [{ name: 'ü', vhost, pattern: '^orders$', definition: { 'max-length': 9 }, priority: 1 }],
    });
    const text = (id: string) => page.locator(`#${id}`).innerText();

    await page.keyboard.press('/');
    await page.keyboard.type('img');
    await page.keyboard.press('Enter');
    await page.fill('#key', 'größe.1');
    const hostileWay = await text('route');
    await page.fill('#key', 'order.created');
    await page.fill('#search', 'orders');
    await page.press('#search', 'Enter');

    expect(hostileWay).toContain(hostile);
    expect(await text('route')).toContain("exchange 'events' → queue 'orders', by the binding 'order.*'");
    expect(await text('details')).toContain('max-length: 9 (by policy)');
    expect(await page.locator('img').count()).toBe(0);
    expect(faults).toEqual([]);
  }, 60_000);

  test('draws a thousand queues without keeping its user waiting', async () => {
    const queues = Array.from({ length: 1000 }, (_, at) => `service-${at % 50}.queue-${at}`);
    const { page, faults } = await opened({
      exchanges: named(['a', 'b', 'c', 'd'], { type: 'topic' }),
      queues: named(queues),
      bindings: queues.map((queue, at) => bound('abcd'[at % 4] ?? '', queue, `key.${at}`)),
    });
    const started = Date.now();

    await page.fill('#search', 'queue-777');
    await page.press('#search', 'Enter');
    await page.selectOption('#exchange', 'b');
    await page.fill('#key', 'key.777');

    expect(await page.locator('#route').innerText()).toContain('service-27.queue-777');
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(faults).toEqual([]);
  }, 60_000);
});
