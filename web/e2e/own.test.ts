import { beforeAll, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { Desk } from './support/desk';
import { base, browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

let desk: Desk;

setStage();
beforeAll(async () => {
  desk = new Desk(understory.url, slug(), said(/with the password (.+)/));
});

async function enter(email: string, screen: typeof DESKTOP | typeof PHONE) {
  const watched = await open(browser, { ...screen, locale: 'en-GB' });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, email, said(/with the password (.+)/));
  return watched;
}

it('own words in a discussion are changed and taken back', async () => {
  const camila = await desk.enter('camila.andrade@example.org');
  const id = await desk.propose(camila, 3, 'en', 'p17', (text) => text.replace('at least 10 %', 'at least 11 %'), 'Eleven.');
  const { page, context, troubles } = await enter('wu.jianping@example.org', PHONE);
  await page.goto(`${base()}/suggestions?id=${id}`);
  for (const body of ['First word.', 'Last word.']) {
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await page.locator('form textarea').fill(body);
    await page.locator('form').getByRole('button', { name: 'Reply', exact: true }).click();
    await page.locator('[data-suggestion] li').filter({ hasText: body }).waitFor();
  }
  const reply = (words: string) => page.locator('[data-suggestion] li').filter({ hasText: words });
  await reply('First').getByRole('button', { name: 'Edit' }).click();
  await page.locator('form.editing textarea').fill('First word, weighed.');
  await page.locator('form.editing').getByRole('button', { name: 'Save' }).click();
  await reply('weighed').waitFor();
  await expectAccessible(page, 'a discussion on a phone');
  await expectNoSideways(page, 'a discussion on a phone');
  await reply('weighed').getByRole('button', { name: 'Delete' }).click();
  await reply('weighed').getByRole('button', { name: 'Really delete' }).click();
  await page.getByText('This comment was deleted.').waitFor();
  await reply('Last').getByRole('button', { name: 'Delete' }).click();
  await reply('Last').getByRole('button', { name: 'Really delete' }).click();
  await reply('Last').waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('[data-suggestion]').waitFor();
  expect(await page.locator('[data-suggestion] li').filter({ hasText: 'word' }).count()).toBe(0);
  expect(troubles).toEqual([]);
  await context.close();
});

it('an own proposal of several paragraphs gets other words', async () => {
  const wu = await desk.enter('wu.jianping@example.org');
  const id = await desk.proposeBoth(wu, 3, 'en', ['p17', 'p18'], (text) => `${text} Really.`);
  const { page, context, troubles } = await enter('wu.jianping@example.org', DESKTOP);
  await page.goto(`${base()}/suggestions?id=${id}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const fields = page.locator('form[data-parts] textarea');
  await fields.first().fill((await fields.first().inputValue()).replace('Really.', 'Truly.'));
  await page.reload(); // what was typed is kept
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  expect(await fields.first().inputValue()).toContain('Truly.');
  await fields.nth(1).fill(' ');
  expect(await page.locator('form[data-parts]').getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await fields.nth(1).fill('The second paragraph in other words.');
  await expectAccessible(page, 'several paragraphs being changed');
  await page.locator('form[data-parts]').getByRole('button', { name: 'Save' }).click();
  await page.locator('[data-suggestion] ins').filter({ hasText: 'Truly.' }).waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

it('an editor chooses on the board what clashes with the draft', async () => {
  const [camila, wu, lin] = [await desk.enter('camila.andrade@example.org'), await desk.enter('wu.jianping@example.org'), await desk.enter('lin.yuehua@example.org')];
  const first = await desk.propose(camila, 3, 'en', 'p19', (text) => text.replace('protected', 'guarded'), 'One.');
  const second = await desk.propose(wu, 3, 'en', 'p19', (text) => text.replace('protected', 'designated'), 'Other.');
  await desk.decide(lin, first, { outcome: 'accepted' });
  const { page, context, troubles } = await enter('lin.yuehua@example.org', DESKTOP);
  await page.goto(`${base()}/conflicts?language=en`);
  const clashing = page.locator(`[data-contender="${second}"]`);
  await clashing.getByText('It cannot go in as it is.').waitFor();
  await clashing.getByRole('button', { name: 'Choose this one' }).click();
  const put = clashing.getByRole('button', { name: /Put it into the draft|Accept, and supersede/ });
  expect(await put.isDisabled()).toBe(true);
  await clashing.locator('textarea').fill('The word of the law.');
  await expectAccessible(page, 'choosing what clashes');
  await put.click();
  await clashing.waitFor({ state: 'detached' });
  await page.goto(`${base()}/draft?language=en`);
  await page.locator('article ins').filter({ hasText: 'designated' }).click();
  await page.locator('dialog[data-whence]').getByText('The word of the law.').waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});
