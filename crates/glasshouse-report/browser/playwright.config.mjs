// The browser is Debian's, the pages are those that `cargo xtask browser` made; nothing is downloaded.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  workers: 2,
  timeout: 300_000,
  forbidOnly: true,
  outputDir: process.env.GLASSHOUSE_PAGES ? `${process.env.GLASSHOUSE_PAGES}/playwright` : undefined,
  reporter: [["list"], ["json", { outputFile: process.env.GLASSHOUSE_RESULTS ?? "results.json" }]],
  use: {
    navigationTimeout: 0,
    launchOptions: { executablePath: process.env.GLASSHOUSE_CHROMIUM ?? "chromium", args: ["--no-sandbox"] },
  },
});
