// The report as people meet it: wide and narrow, light and dark, on paper, by keyboard, read aloud, without a script.
import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const folder = process.env.GLASSHOUSE_PAGES;
const path = (name) => `${folder}/${name}/report.html`;
const url = (name) => pathToFileURL(path(name)).href;
/** Four regimes with intervals; one regime in one county; a long name and markup; eight regimes. */
const NAMES = ["four", "one", "odd", "eight"];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 400, height: 800 };

/** Opens a page and keeps what it asks of the network and says on the console. */
async function open(page, name) {
  const heard = [];
  page.on("console", (message) => heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url(name) && !request.url().startsWith("blob:") && !request.url().startsWith("data:")) heard.push(`request: ${request.url()}`);
  });
  await page.goto(url(name));
  return heard;
}

for (const name of NAMES) {
  test.describe(name, () => {
    for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
      for (const colorScheme of ["light", "dark"]) {
        test.describe(`${size}, ${colorScheme}`, () => {
          test.use({ viewport, colorScheme });

          test("draws every figure, within the page, and asks nothing of the network", async ({ page }) => {
            const heard = await open(page, name);
            const figures = await page.locator("figure[data-figure]").all();
            expect(figures.length).toBeGreaterThan(name === "odd" ? 5 : 12);
            for (const figure of figures) {
              const words = await figure.locator("h3").textContent();
              expect(await figure.locator(".plot svg").count(), words).toBeGreaterThan(0);
              const marks = figure.locator("svg circle, svg rect, svg path, svg line");
              expect(await marks.count(), words).toBeGreaterThan(2);
              expect(await figure.locator("tbody tr").count(), words).toBeGreaterThan(0);
            }
            const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(wider).toBeLessThanOrEqual(0);
            const cut = await page.evaluate(() => [...document.querySelectorAll("svg text")]
              .filter((text) => text.textContent && text.getBoundingClientRect().width > 0)
              .filter((text) => text.getBoundingClientRect().left < 0 || text.getBoundingClientRect().right > innerWidth)
              .map((text) => text.textContent));
            expect(cut).toEqual([]);
            expect(heard).toEqual([]);
          });

          // The same elements in other sizes and colours: axe looks at one page in all of them, at the others in one.
          const looked = name === "one" || (size === "wide" && colorScheme === "light");
          if (looked) test("has no barrier that axe finds", async ({ page }) => {
            await open(page, name);
            const { violations } = await new AxeBuilder({ page }).analyze();
            expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`)).toEqual([]);
          });
        });
      }
    }

    test("numbers behind charts come as CSV", async ({ page }) => {
      await open(page, name);
      const figure = page.locator("figure[data-figure]").first();
      const [download] = await Promise.all([page.waitForEvent("download"), figure.locator("button.csv").click()]);
      const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n");
      const key = await figure.getAttribute("data-figure");
      expect(download.suggestedFilename()).toBe(`${key}.csv`);
      const data = await page.evaluate((key) => JSON.parse(document.getElementById("data").textContent).figures[key].csv, key);
      expect(lines[0]).toBe(data.columns.join(","));
      expect(lines.length).toBeGreaterThanOrEqual(data.rows.length + 1);
    });

    test("is one file of less than 3 MB, whose headings are in order", async ({ page }) => {
      expect(statSync(path(name)).size).toBeLessThan(3e6);
      await open(page, name);
      const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      levels.reduce((before, level) => {
        expect(level - before).toBeLessThanOrEqual(1);
        return level;
      });
    });

    test("prints on paper", async ({ page }) => {
      await open(page, name);
      const pdf = await page.pdf({ format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.length).toBeGreaterThan(50_000);
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 680, height: 900 });
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await expect(page.locator("nav.contents")).toBeHidden();
    });
  });
}

test("says what it says without a script", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url("four"));
  expect(await page.locator(".finding:visible").count()).toBeGreaterThan(15);
  await expect(page.locator("button:visible")).toHaveCount(0);
  const details = page.locator("figure details").first();
  await details.locator("summary").click();
  await expect(details.locator("td").first()).toBeVisible();
  await context.close();
});

test("can be used by keyboard alone", async ({ page }) => {
  await open(page, "four");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  const seen = new Set();
  for (let press = 0; press < 400; press += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => document.activeElement?.closest("figure")?.dataset.figure ?? document.activeElement?.tagName);
    seen.add(where);
    if (where === "BODY") break;
  }
  const figures = await page.locator("figure[data-figure]").evaluateAll((all) => all.map((one) => one.dataset.figure));
  expect(figures.filter((name) => !seen.has(name))).toEqual([]);
  const summary = page.locator("figure summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("figure table").first()).toBeVisible();
});

test("keeps the theme that was chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "four");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator("#theme").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#theme")).toHaveAttribute("aria-pressed", "true");
  expect(await paper()).not.toBe(light);
  await page.reload();
  expect(await paper()).not.toBe(light);
});

test("does not flash: the theme is set before there is a body", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.themeAtFirst = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await open(page, "four");
  expect(await page.evaluate(() => window.themeAtFirst)).toBe("dark");
});

test("draws again when the window becomes narrow", async ({ page }) => {
  await page.setViewportSize(WIDE);
  await open(page, "four");
  const width = () => page.locator("#figure-lost .plot svg").first().evaluate((svg) => svg.getBoundingClientRect().width);
  const wide = await width();
  await page.setViewportSize(NARROW);
  await expect.poll(width).not.toBe(wide);
  expect(await width()).toBeLessThanOrEqual(400);
});

test("words that are markup are shown as text", async ({ page }) => {
  await open(page, "odd");
  await expect(page.locator("main")).toContainText("</script><b>odd</b> & 'so on'");
  expect(await page.locator("main b").count()).toBe(0);
});
