import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { DESKTOP, launch, open } from './support/browser';
import { composer, english, publish, send, signIn, thread } from './support/steps';
import { PASSWORD, serve, type Understory } from './support/understory';

/** What runs a script where text is taken for markup. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "javascript:alert(4)",
  '<iframe srcdoc="<script>parent.alert(5)</script>"></iframe>',
  '{{constructor.constructor("alert(6)")()}}',
  '</textarea></title><script>alert(7)</script>',
];

let understory: Understory;
let browser: Browser;
const NAME = `Mal <img src=x onerror=alert('name')>`;

beforeAll(async () => {
  understory = await serve('mal@example.org', NAME);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await understory?.stop();
});

const markdown = (number: number) => `# ${payloads[0]?.replaceAll('<', '\\<')} Title ${number}

Text with ${payloads.map((payload) => payload.replaceAll(/([<\[\]"])/g, '\\$1')).join(' and ')}

Raw ${payloads[1]} here, a [link](javascript:alert(8)) and a [data link](data:text/html,alert(9)).

| ${'`<b onclick=alert(10)>`'} | b |
|---|---|
| x | Number ${number} |
`;

async function nothingRan(page: Page, troubles: string[]) {
  const foreign = await page.locator('article script, article img[src=x], article svg[onload], article iframe, a[href^="javascript:"], a[href^="data:"]').count();
  expect(foreign).toBe(0);
  expect(troubles).toEqual([]);
}

it('text is never taken for markup, in names, titles, comments, replies and files', async () => {
  const { page, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, english, 'mal@example.org', PASSWORD);
  await page.locator('details summary').click();
  await page.locator('details input').first().fill(payloads.slice(0, 3).join(' '));
  await page.locator('details input').nth(1).fill('hostile');
  await page.locator('details button').click();
  await page.waitForURL('**/guidelines/hostile');
  await page.goto(`${understory.url}/me`);
  await page.locator('input').nth(1).fill(payloads[2] ?? '');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();

  for (const number of [1, 2]) {
    const path = join(understory.folder, `hostile-${number}.md`);
    writeFileSync(path, markdown(number));
    await publish(page, english, 'hostile', { en: path }, payloads.join(' '));
  }
  await nothingRan(page, troubles);

  await page.goto(`${understory.url}/guidelines/hostile/revisions/2`);
  for (const payload of payloads) {
    await page.locator('article .remark').first().focus();
    await page.keyboard.press('Enter');
    await composer(page).waitFor();
    await send(page, english, payload);
    expect(await thread(page, payload).first().isVisible()).toBe(true);
  }
  await thread(page, payloads[0] ?? '').first().getByRole('button', { name: 'Reply' }).click();
  await page.getByPlaceholder('Your reply').fill(payloads[1] ?? '');
  await page.keyboard.press('Control+Enter');
  await page.locator('.thread ol li').first().waitFor();
  await nothingRan(page, troubles);

  for (const path of ['', 'guidelines/hostile/revisions', 'guidelines/hostile/members', 'guidelines/hostile/redline/1..2', 'guidelines/hostile/revisions/1']) {
    await page.goto(`${understory.url}/${path}`);
    await page.locator('h1').first().waitFor();
    await nothingRan(page, troubles);
  }
});
