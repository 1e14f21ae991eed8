import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { base, browser, said, setStage, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

async function enter(email: string, screen: typeof DESKTOP | typeof PHONE) {
  const watched = await open(browser, { ...screen, locale: 'en-GB', acceptDownloads: true });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, email, said(/with the password (.+)/));
  await watched.page.goto(`${base()}/tables`);
  await watched.page.getByRole('heading', { name: 'Comment tables' }).waitFor();
  return watched;
}

function file(name: string, text: string): string {
  const path = join(understory.folder, name);
  writeFileSync(path, text);
  return path;
}

describe.sequential('comment tables', () => {
  it('are taken away in the chosen columns, and come back as known', async () => {
    const { page, context, troubles } = await enter('lin.yuehua@example.org', DESKTOP);
    await page.getByText('ISO/IEC/CEN, eight columns').click();
    await page.locator('select[name=format]').selectOption('csv');
    await expectAccessible(page, 'the tables');
    const [iso] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the table' }).click()]);
    expect(iso.suggestedFilename()).toMatch(/-iso\.csv$/);
    const [annotations] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Web Annotations' }).click()]);
    expect(annotations.suggestedFilename()).toMatch(/\.jsonld$/);
    await page.getByText('Everything', { exact: true }).click();
    await page.locator('select[name=format]').selectOption('xlsx');
    const [full] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the table' }).click()]);
    const path = join(understory.folder, 'full.xlsx');
    await full.saveAs(path);
    await page.locator('input[name=table]').setInputFiles(path);
    await page.getByRole('button', { name: 'Bring the table in' }).click();
    await page.getByText('Recognised as: Everything.').waitFor();
    await page.getByText('The table brought nothing new.').waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('bring new rows in, each with where it was placed and how sure that is', async () => {
    const { page, context, troubles } = await enter('camila.andrade@example.org', PHONE);
    const rows = [
      'MB/NC,Line number,Clause/Subclause,Paragraph/Figure/Table,Type of comment,Comments,Proposed change,Observations of the secretariat',
      'BR,,2,biodiversity net gain,te,Say by how much the gain must exceed the loss for restored rivers.,,',
      'BR,,99.9,,ge,The annexes should be numbered.,,',
    ];
    await page.locator('input[name=table]').setInputFiles(file('filled.csv', `${rows.join('\n')}\n`));
    await page.getByRole('button', { name: 'Bring the table in' }).click();
    await page.getByText('Recognised as: ISO/IEC/CEN, eight columns.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SECTION');
    await page.locator('[data-row]').filter({ hasText: '% sure' }).first().waitFor();
    await page.getByText('No place was found').first().waitFor();
    await expectAccessible(page, 'the report on a phone');
    await expectNoSideways(page, 'the report on a phone');
    await page.getByRole('button', { name: /^Without a place · 1/ }).click();
    expect(await page.locator('[data-row]').count()).toBe(1);
    await page.getByRole('button', { name: /^Placed · 1/ }).click();
    await page.locator('[data-row] a').click();
    await page.waitForURL(/revisions\/3\?language=en&comment=/);
    await page.locator('article [data-block]').first().waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('say clearly why a file is refused', async () => {
    const { page, context } = await enter('camila.andrade@example.org', DESKTOP);
    await page.locator('input[name=table]').setInputFiles(file('broken.xlsx', 'PK\u0003\u0004 this is no spreadsheet'));
    await page.getByRole('button', { name: 'Bring the table in' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect((await alert.innerText()).split('\n').length).toBeGreaterThan(1);
    await page.locator('input[name=table]').setInputFiles(file('prose.csv', 'A letter\nwithout any columns\n'));
    await page.getByRole('button', { name: 'Bring the table in' }).click();
    await page.getByRole('alert').or(page.getByText('The headings belong to no layout')).first().waitFor();
    await context.close();
  });

  it('are read by visitors, who cannot bring any', async () => {
    const { page, context, troubles } = await open(browser, { ...PHONE, locale: 'zh-CN', colorScheme: 'dark' });
    await page.goto(`${base()}/tables`);
    await page.getByText('参与者可在此导入填好的表格。').waitFor();
    await expectAccessible(page, 'the tables for visitors');
    await expectNoSideways(page, 'the tables for visitors');
    expect(troubles).toEqual([]);
    await context.close();
  });
});
