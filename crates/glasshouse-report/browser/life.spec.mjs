// The page of a life as people meet it: wide and narrow, light and dark, on paper, read aloud, without a script.
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const address = pathToFileURL(`${process.env.GLASSHOUSE_PAGES}/life.html`).href;

/** Opens the page and keeps what it asks of the network and says on the console. */
async function open(page) {
  const heard = [];
  page.on("console", (message) => heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) heard.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return heard;
}

for (const [width, height] of [[1280, 900], [400, 800]]) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`a life, ${width} wide, ${colorScheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme });

      test("draws each rule book's weeks within the page, and asks nothing of the network", async ({ page }) => {
        const heard = await open(page);
        const arms = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).life.arms);
        await expect(page.locator(".lives > div")).toHaveCount(arms.length);
        const taken = arms.findIndex((arm) => arm.restricted_weeks > 0);
        const drawn = page.locator(".lives > div").nth(taken);
        expect(await drawn.locator("svg rect").count()).toBeGreaterThan(1);
        await expect(drawn.locator(".panel-title")).toContainText("without some right");
        const out = await page.evaluate(() => [...document.querySelectorAll("svg text")]
          .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > innerWidth)).map(({ words }) => words));
        expect(out).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        expect(heard).toEqual([]);
      });

      test("has no barrier that axe finds", async ({ page }) => {
        await open(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`)).toEqual([]);
      });
    });
  }
}

test("a life says first that nobody is shown, and says all of it without a script", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.locator("h1")).toContainText("does not exist");
  await expect(page.locator(".finding")).toContainText("Without some right for");
  await expect(page.locator("table.story:visible tbody tr").first()).toBeVisible();
  await context.close();
});

test("a life prints on paper", async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 680, height: 900 });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.length).toBeGreaterThan(20_000);
});
