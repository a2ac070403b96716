import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { diagramCommand } from '../../../cli/commands/diagram';
import { run } from '../../../cli/program/program';
import { until } from '../../../host/until';
import { ensureChromium } from '../../../lab/chromium';
import { describeWith } from '../../setup/missing';

const vhost = 'shop';
const hostile = '</script><img src=x onerror=alert(1)>';

const named = (names: readonly string[], more: object = {}) =>
  names.map((name) => ({ name, vhost, durable: true, arguments: {}, ...more }));
const bound = (source: string, destination: string, key: string) => ({
  ...{ source, vhost, destination, destination_type: 'queue', routing_key: key, arguments: {} },
});

/** The longest time between two frames within the next second, in milliseconds. */
function longestFrame(page: Page): Promise<number> {
  // As text, since the browser's types are not those of these tests.
  return page.evaluate<number>(`new Promise((resolve) => {
    let [last, longest] = [performance.now(), 0];
    const end = last + 1000;
    const onFrame = (now) => {
      [longest, last] = [Math.max(longest, now - last), now];
      if (now < end) requestAnimationFrame(onFrame);
      else resolve(longest);
    };
    requestAnimationFrame(onFrame);
  })`);
}

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
  async function opened(topology: object, before?: object): Promise<{ page: Page; faults: string[] }> {
    const [file, out] = [join(folder, 'definitions.json'), join(folder, 'page.html')];
    writeFileSync(file, JSON.stringify({ vhosts: [{ name: vhost }], ...topology }));
    const words = ['diagram', '--definitions', file, '--out', out];
    if (before !== undefined) {
      writeFileSync(join(folder, 'before.json'), JSON.stringify({ vhosts: [{ name: vhost }], ...before }));
      words.push('--before', join(folder, 'before.json'));
    }
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

  test('lists by name what was added, removed and changed since', async () => {
    const was = { exchanges: named(['events'], { type: 'topic' }), queues: named(['orders', hostile]) };
    const { page, faults } = await opened({ ...was, queues: named(['orders', 'billing']) }, was);

    const changes = await page.locator('#changes button').allInnerTexts();
    await page.locator('#changes button', { hasText: 'added' }).click();

    expect(changes.sort()).toEqual(["added: queue 'billing'", `removed: queue '${hostile}'`]);
    expect(await page.locator('#details').innerText()).toContain('added: classic queue');
    expect(await page.locator('.legend .removed').isVisible()).toBe(true);
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

    // The queue is in the middle now; it goes where the mouse drags it, and is clicked there.
    const box = await page.locator('#graph').boundingBox();
    const middle = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 };
    const frames = longestFrame(page);
    await page.mouse.move(middle.x + 5, middle.y + 60);
    await page.mouse.down();
    for (let step = 1; step <= 30; step += 1) {
      await page.mouse.move(middle.x + 5 + step * 5, middle.y + 60 + step * 3);
      await page.waitForTimeout(16);
    }
    // The picture is what moves: seen before the mouse rests, and so without being drawn anew.
    const moved = await page.locator('#graph > div[style]').first().getAttribute('style');
    await page.mouse.up();
    const text = () => page.locator('#details').innerText();
    const dragged = await text();
    // It is drawn at its new place when nothing has moved for a while.
    const isDrawn = async (): Promise<void> => {
      const style = await page.locator('#graph > div[style]').first().getAttribute('style');
      if (/transform: /.test(style ?? '')) throw new Error('the picture is still moved');
    };
    await until('the graph is drawn where it was dragged', isDrawn, { within: 10_000 });
    await page.mouse.click(middle.x, 5);
    const elsewhere = await text();
    await page.mouse.click(middle.x + 150, middle.y + 90);

    expect(moved).toMatch(/transform: translate\(/);
    // A drag is no click.
    expect(dragged).toContain('service-27.queue-777');
    expect(elsewhere).not.toContain('queue-777');
    expect(await text()).toContain('service-27.queue-777');
    // Sixty frames a second are 17 each; this is only against a freeze, since the machine may be busy.
    expect(await frames).toBeLessThan(500);
  }, 60_000);
});
