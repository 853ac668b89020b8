// Draws every figure from the page's data, again when its width changes or paper is asked for; theme, CSV.
// Colours are names of CSS variables, so that a change of theme redraws nothing.
"use strict";
const Glasshouse = (() => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const SOFT = "var(--soft)", INK = "var(--ink)", LINE = "var(--line)", PAPER = "var(--paper)";
  // The last is a letter of a bold name, in the widest of the usual fonts.
  const SIZE = 13, CHAR = 6.9, BOLD = 9.4;
  const armColor = (arm) => `var(--arm-${arm ?? 0})`;
  const cut = (text, room) => (text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 3))}…`);
  const number = (value) => {
    const size = Math.abs(value);
    const digits = size === 0 ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
    return Number(value.toFixed(digits)).toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "−");
  };
  const finite = (values) => values.filter((value) => Number.isFinite(value));

  /** A name in lines of at most `room` characters, broken after its joints. */
  function broken(name, room) {
    const lines = [""];
    for (const part of name.split(/(?<=[-~:,/ ])/)) {
      for (let rest = part; rest; rest = rest.slice(room)) {
        const piece = rest.slice(0, room);
        if (lines.at(-1).length + piece.length > room && lines.at(-1)) lines.push("");
        lines[lines.length - 1] += piece;
      }
    }
    return lines.length > 3 ? [...lines.slice(0, 2), cut(lines.slice(2).join(""), room)] : lines;
  }

  /** The ends of a scale that holds all `values` and 0. */
  function ends(values) {
    const low = Math.min(0, ...values), high = Math.max(0, ...values);
    return low === high ? [0, 1] : [low, high];
  }

  /** A few round ticks within two ends. */
  function ticks([low, high], count) {
    const rough = (high - low) / Math.max(count, 1);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
    const found = [];
    for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) found.push(at * step);
    return found;
  }

  /** Panels in as many columns as fit, each with its title and unit. */
  function panels(box, list, { least, most = 4, draw }) {
    const width = box.clientWidth;
    const columns = Math.max(1, Math.min(list.length, most, Math.floor((width + 32) / (least + 32))));
    const grid = document.createElement("div");
    grid.className = "panels";
    grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    const each = (width - 32 * (columns - 1)) / columns;
    for (const panel of list) {
      const cell = document.createElement("div");
      for (const [words, name] of [[panel.title, "panel-title"], [panel.unit, "panel-unit"]]) {
        if (!words) continue;
        const line = document.createElement("p");
        line.className = name;
        // A name may be broken after its joints.
        line.textContent = words.replace(/[-~:,]/g, "$&\u200b");
        if (name === "panel-title" && panel.arm != null) line.style.color = armColor(panel.arm);
        cell.append(line);
      }
      cell.append(draw(panel, each));
      grid.append(cell);
    }
    box.replaceChildren(grid);
  }

  /** A value, its simulation interval and its range over assumptions; a line of words over each. */
  function dots(box, chart) {
    const numbers = (panel) => finite(panel.rows.flatMap((row) =>
      [row.value, row.low, row.high, row.from, row.to, ...(row.marks ?? []).map((mark) => mark.value)]));
    const shared = chart.shared ? ends(chart.panels.flatMap(numbers)) : null;
    const draw = (panel, width) => {
      const rows = panel.rows.map((row, at) => ({ ...row, at, color: row.color ?? armColor(row.arm) }));
      const known = rows.filter((row) => row.value != null);
      const domain = shared ?? ends(numbers(panel));
      const grid = ticks(domain, width < 330 ? 3 : 5);
      const room = (row) => Math.floor(width / CHAR) - row.text.length - 2;
      const words = { fontSize: SIZE, lineHeight: 1 };
      const mark = (symbol) => rows.flatMap((row) => (row.marks ?? [])
        .filter((one) => one.symbol === symbol && one.value != null).map((one) => ({ ...one, at: row.at, color: row.color })));
      return Plot.plot({
        width, height: rows.length * 42 + 26, marginLeft: 6, marginRight: 6, marginTop: 0, marginBottom: 24,
        x: { domain, label: null, nice: false }, y: { domain: [-0.55, rows.length - 0.45], axis: null, reverse: true },
        marks: [
          Plot.ruleX(rows.flatMap(({ at }) => grid.map((x) => ({ x, at }))), { x: "x", y1: (d) => d.at - 0.04, y2: (d) => d.at + 0.38, stroke: (d) => (d.x === 0 ? SOFT : LINE) }),
          Plot.axisX(grid, { tickFormat: number, tickSize: 0, fontSize: 11.5, fill: SOFT }),
          Plot.text(rows, { y: (d) => d.at - 0.27, text: (d) => cut(d.label, room(d)), title: "label", frameAnchor: "left", textAnchor: "start", fill: INK, dx: -4, ...words }),
          Plot.text(rows, { y: (d) => d.at - 0.27, text: "text", frameAnchor: "right", textAnchor: "end", fill: (d) => (d.value == null ? SOFT : INK), fontWeight: (d) => (d.value == null ? 400 : 600), dx: 4, ...words }),
          Plot.text(rows.filter((d) => d.value == null), { y: (d) => d.at + 0.17, text: (d) => cut(d.note ?? "", Math.floor(width / 6)), frameAnchor: "left", textAnchor: "start", fill: SOFT, stroke: PAPER, strokeWidth: 5, paintOrder: "stroke", fontSize: 11.5, dx: -4 }),
          Plot.rect(known.filter((d) => d.from != null), { x1: "from", x2: "to", y1: (d) => d.at + 0.04, y2: (d) => d.at + 0.3, fill: "color", fillOpacity: 0.24, rx: 2 }),
          Plot.rect(known.filter((d) => d.bar), { x1: 0, x2: "value", y1: (d) => d.at + 0.02, y2: (d) => d.at + 0.32, fill: "color" }),
          Plot.link(known.filter((d) => d.low != null), { x1: "low", x2: "high", y1: (d) => d.at + 0.17, y2: (d) => d.at + 0.17, stroke: "color", strokeWidth: 2.5 }),
          Plot.dot(known.filter((d) => !d.bar), { x: "value", y: (d) => d.at + 0.17, r: 4.5, fill: "color", stroke: PAPER, strokeWidth: 1.2, title: (d) => `${d.label}: ${d.text}` }),
          Plot.dot(mark("necessary"), { x: "value", y: (d) => d.at + 0.17, r: 4.5, symbol: "diamond", fill: PAPER, stroke: INK, strokeWidth: 1.6 }),
          Plot.dot(mark("involved"), { x: "value", y: (d) => d.at + 0.17, r: 4.5, symbol: "circle", fill: "none", stroke: INK, strokeWidth: 1.3 }),
        ],
      });
    };
    panels(box, chart.panels, { least: chart.least ?? 300, most: chart.most, draw });
  }

  /** Ends of lines moved apart, so that their names do not overlap. */
  function apart(labels, gap, low, high) {
    labels.sort((a, b) => a.y - b.y);
    let floor = low;
    for (const label of labels) { label.y = Math.max(label.y, floor); floor = label.y + gap * label.lines.length; }
    let ceiling = high;
    for (const label of labels.toReversed()) { label.y = Math.min(label.y, ceiling - gap * label.lines.length); ceiling = label.y; }
  }

  /** Lines with their names at their ends. */
  function lines(box, chart) {
    const draw = (panel, width) => {
      const points = panel.series.flatMap((series) => series.points.map(([x, y]) => ({ x, y, series })));
      const known = points.filter((point) => point.y != null);
      const domain = ends(known.map((point) => point.y));
      const top = 10, bottom = 34, height = Math.round(Math.min(330, Math.max(220, width * 0.56)));
      const named = panel.series.map((series) => ({ series, last: series.points.findLast(([, y]) => y != null) })).filter(({ last }) => last);
      const lines = (name) => broken(name, width < 460 ? 13 : 18);
      const longest = Math.max(4, ...named.flatMap(({ series }) => lines(series.label).map((line) => line.length)));
      const right = Math.min(width * 0.42, longest * 6.6 + 14);
      const place = (y) => top + (1 - (y - domain[0]) / (domain[1] - domain[0])) * (height - top - bottom);
      const labels = named.map(({ series, last }) => {
        const words = lines(series.label);
        return { y: place(last[1]) - 7 * words.length, lines: words, series };
      });
      apart(labels, 14, 0, height - bottom + 8);
      const xs = [panel.series[0]?.points[0]?.[0] ?? 0, Math.max(1, ...points.map((point) => point.x))];
      const grid = ticks(domain, 4), format = panel.percent ? (value) => `${number(value)} %` : number;
      const left = Math.max(...grid.map((value) => format(value).length)) * 6.6 + 10;
      const svg = Plot.plot({
        width, height, marginLeft: left, marginRight: right, marginTop: top, marginBottom: bottom,
        x: { domain: xs, label: null }, y: { domain, label: null },
        marks: [
          Plot.gridY(grid, { stroke: LINE, strokeOpacity: 1 }),
          Plot.axisY(grid, { tickFormat: format, tickSize: 0, fontSize: 11.5, fill: SOFT }),
          Plot.axisX(ticks(xs, 6), { tickFormat: number, tickSize: 0, fontSize: 11.5, fill: SOFT, label: chart.x, labelAnchor: "right", labelArrow: "none", labelOffset: 32 }),
          Plot.ruleY([0], { stroke: SOFT }),
          Plot.line(known, { x: "x", y: "y", z: (d) => d.series.label, stroke: (d) => armColor(d.series.arm), strokeWidth: 2, strokeDasharray: (d) => (d.series.arm ? null : "5 3") }),
          chart.marked ? Plot.dot(known, { x: "x", y: "y", r: 3.5, fill: (d) => armColor(d.series.arm), stroke: PAPER, title: (d) => `${d.series.label}: ${number(d.y)}` }) : null,
        ],
      });
      for (const label of labels) {
        label.lines.forEach((words, at) => {
          const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
          text.setAttribute("x", width - right + 8);
          text.setAttribute("y", label.y + 14 * at + 11);
          text.setAttribute("font-size", 12.5);
          text.setAttribute("text-anchor", "start");
          text.style.fill = armColor(label.series.arm);
          text.textContent = words;
          svg.append(text);
        });
      }
      return svg;
    };
    panels(box, chart.panels, { least: chart.least ?? 380, most: chart.most ?? 2, draw });
  }

  /** Bars whose parts add up to the whole. */
  function stack(box, chart) {
    const width = box.clientWidth;
    // Where name and words do not both fit on a line, fewer words are said.
    const room = (words) => Math.floor((width - (words ?? "").length * CHAR) / BOLD) - 1;
    const rows = chart.rows.map((row, at) => ({ ...row, at, text: room(row.text) < row.label.length ? (row.short ?? row.text) : row.text }));
    const parts = rows.flatMap((row) => {
      let from = 0;
      return row.parts.map((part) => {
        const placed = { ...part, at: row.at, from, to: from + (part.value ?? 0) };
        from = placed.to;
        return placed;
      });
    });
    const whole = chart.whole ?? Math.max(1e-9, ...parts.map((part) => part.to));
    const wide = (part) => ((part.to - part.from) / whole) * width;
    const fits = parts.filter((part) => wide(part) > part.text.length * 6.6 + 8);
    box.replaceChildren(Plot.plot({
      width, height: rows.length * 62 + 4, marginLeft: 0, marginRight: 0, marginTop: 0, marginBottom: 0,
      x: { domain: [0, whole], axis: null }, y: { domain: [-0.5, rows.length - 0.5], axis: null, reverse: true },
      marks: [
        Plot.rect(parts, { x1: "from", x2: "to", y1: (d) => d.at - 0.16, y2: (d) => d.at + 0.36, fill: (d) => chart.keys[d.key].color, insetRight: 0.75, title: (d) => `${chart.keys[d.key].label}: ${d.text}` }),
        Plot.text(fits, { x: (d) => (d.from + d.to) / 2, y: (d) => d.at + 0.1, text: "text", fill: (d) => chart.keys[d.key].on, fontSize: 12.5, fontWeight: 600 }),
        Plot.text(rows, { y: (d) => d.at - 0.31, text: (d) => cut(d.label, room(d.text)), frameAnchor: "left", textAnchor: "start", fontSize: 13.5, fontWeight: 600, fill: (d) => armColor(d.arm) }),
        Plot.text(rows, { y: (d) => d.at - 0.31, text: (d) => d.text ?? "", frameAnchor: "right", textAnchor: "end", fontSize: SIZE, fill: INK }),
      ],
    }));
  }

  /** Which conduct costs which right: one grid a regime, side by side, on one scale of colour. */
  function matrix(box, chart) {
    const width = box.clientWidth, gap = 18, count = chart.panels.length;
    const label = Math.min(170, width * 0.44, Math.max(...chart.rows.map((row) => row.label.length)) * 6.5 + 14);
    const fit = (columns) => (width - label - gap * (columns - 1)) / columns;
    let columns = count;
    while (columns > 1 && fit(columns) < chart.columns.length * 17) columns -= 1;
    const each = Math.min(fit(columns), chart.columns.length * 34), side = each / chart.columns.length;
    const row = Math.max(15, Math.min(22, side)), top = Math.max(...chart.columns.map((name) => name.length)) * 6.2 + 8;
    const values = finite(chart.panels.flatMap((panel) => panel.cells.map((cell) => cell.value))).filter((value) => value > 0);
    const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
    const depth = (value) => 16 + 84 * (high > low ? (Math.log(value) - low) / (high - low) : 1);
    const grid = document.createElement("div");
    grid.className = "panels";
    grid.style.cssText = `column-gap:${gap}px;grid-template-columns:${label + each}px${` ${each}px`.repeat(columns - 1)}`;
    chart.panels.forEach((panel, at) => {
      const left = at % columns === 0 ? label : 0, height = top + row * chart.rows.length + 6;
      const cell = document.createElement("div");
      const title = document.createElement("p");
      title.className = "panel-title";
      title.style.cssText = `margin-left:${left}px;color:${armColor(panel.arm)}`;
      title.textContent = panel.title.replace(/[-~:,]/g, "$&\u200b");
      const filled = panel.cells.filter((one) => one.value > 0);
      const spot = (one) => ({ x: one.column, y: one.row });
      const svg = Plot.plot({
        width: left + each, height, marginLeft: left, marginRight: 0, marginTop: top, marginBottom: 6, padding: 0,
        x: { domain: chart.columns.map((_, index) => index), axis: null }, y: { domain: chart.rows.map((_, index) => index), axis: null },
        marks: [
          Plot.cell(chart.rows.flatMap((_, y) => chart.columns.map((_, x) => ({ x, y }))), { x: "x", y: "y", fill: "var(--faint)", inset: 0.75 }),
          Plot.cell(filled.map((one) => ({ ...one, ...spot(one) })), { x: "x", y: "y", inset: 0.75, fill: (d) => `color-mix(in oklab, var(--heat) ${depth(d.value).toFixed(1)}%, var(--faint))`, title: (d) => `${chart.rows[d.row].label}, ${chart.columns[d.column]}: ${d.text}` }),
          Plot.text(chart.columns.map((name, x) => ({ name, x })), { x: "x", frameAnchor: "top", text: "name", rotate: -90, textAnchor: "start", dy: -6, fontSize: 11.5, fill: SOFT }),
          left ? Plot.text(chart.rows.map((one, y) => ({ ...one, y })), { y: "y", text: (d) => cut(d.label, Math.floor((label - 8) / 6)), frameAnchor: "left", textAnchor: "end", dx: -7, fontSize: 11.5, fill: INK }) : null,
          Plot.ruleY(chart.breaks ?? [], { y: (d) => d, stroke: SOFT, dy: -row / 2, strokeWidth: 1 }),
        ],
      });
      cell.append(title, svg);
      grid.append(cell);
    });
    box.replaceChildren(grid);
  }

  const kinds = { dots, lines, stack, matrix };

  function draw(figure) {
    const chart = page.figures[figure.dataset.figure]?.chart;
    const box = figure.querySelector(".plot");
    if (!chart || !box || box.clientWidth === 0) return;
    kinds[chart.kind](box, chart);
    // The box is one picture with one name; labels of marks inside it would be read as parts of nothing.
    for (const part of box.querySelectorAll("[aria-label], [aria-description]")) {
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    }
  }

  /** A field as spreadsheets read it back. */
  const field = (value) => {
    const text = value == null ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  function save(name) {
    const { columns, rows } = page.figures[name].csv;
    const text = [columns, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function themes(figures) {
    const root = document.documentElement, button = document.getElementById("theme");
    const show = () => button?.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    button?.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("glasshouse-theme", root.dataset.theme); } catch {}
      show();
    });
    show();
    let before = root.dataset.theme;
    addEventListener("beforeprint", () => {
      before = root.dataset.theme;
      root.dataset.theme = "light";
      root.classList.add("paper");
      figures.forEach(draw);
    });
    addEventListener("afterprint", () => {
      root.dataset.theme = before;
      root.classList.remove("paper");
      figures.forEach(draw);
    });
  }

  function begin() {
    const figures = [...document.querySelectorAll("figure[data-figure]")];
    const widths = new WeakMap();
    const watch = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        const width = Math.round(contentRect.width);
        if (widths.get(target) === width) continue;
        widths.set(target, width);
        draw(target);
      }
    });
    for (const figure of figures) {
      draw(figure);
      widths.set(figure, Math.round(figure.getBoundingClientRect().width));
      watch.observe(figure);
      figure.querySelector("button.csv")?.addEventListener("click", () => save(figure.dataset.figure));
    }
    themes(figures);
  }

  begin();
  return { page, kinds, draw, armColor };
})();
