// Takes a picture of the page of a life, down to its figure: node life-picture.mjs PAGE FOLDER
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";

const [life, folder] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.GLASSHOUSE_CHROMIUM, args: ["--no-sandbox"] });
for (const colorScheme of ["light", "dark"]) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1160, height: 900 }, deviceScaleFactor: 2 });
  await page.goto(pathToFileURL(life).href);
  // The rest of the page is text, which the README has its own of.
  await page.addStyleTag({ content: ".sheet { padding-bottom: 0 } .sheet > header { padding-top: 1rem } .sheet > footer, .sheet > .section:not(:has(figure)), .section > h2 { display: none !important } .section { margin: 0; padding: 1rem 0 0; border: 0 } figure { margin: 0; padding-bottom: 1.25rem }" });
  await page.waitForTimeout(300);
  await page.locator("main").screenshot({ path: `${folder}/life-${colorScheme}.png` });
  await page.close();
}
await browser.close();
