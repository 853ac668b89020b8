// Takes pictures of figures of a report: node pictures.mjs REPORT FOLDER
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";

const [report, folder] = process.argv.slice(2);
const FIGURES = [["lost", "comparison"], ["reach", "reach"]];

const browser = await chromium.launch({ executablePath: process.env.GLASSHOUSE_CHROMIUM, args: ["--no-sandbox"] });
for (const colorScheme of ["light", "dark"]) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1160, height: 900 }, deviceScaleFactor: 2 });
  await page.goto(pathToFileURL(report).href);
  // What can be clicked has no place in a picture.
  await page.addStyleTag({ content: ".under { display: none !important } figure { margin: 0; padding: 1.25rem 1.25rem 1rem }" });
  await page.waitForTimeout(300);
  for (const [figure, name] of FIGURES) {
    await page.locator(`#figure-${figure}`).screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await page.close();
}
await browser.close();
