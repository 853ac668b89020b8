export { plot, dot, ruleX, ruleY, text, line, rect, barX, cell, axisX, axisY, gridX, gridY, link } from "@observablehq/plot";
