// Draws a life: under each rule book the score, the rights lost, what was recorded and what happened, week by week.
"use strict";
(() => {
  const life = Glasshouse.page.life;
  const SOFT = "var(--soft)", INK = "var(--ink)", LINE = "var(--line)", PAPER = "var(--paper)", RED = "var(--cause-3)";
  const YEAR = 52, ROW = 19;
  const CATEGORIES = [
    { label: "recorded", marks: ["record"], color: INK, symbol: "circle" },
    { label: "never happened", marks: ["false-record"], color: RED, symbol: "times" },
    { label: "sanctions", marks: ["fall", "renewal", "end", "household"], color: INK, symbol: "triangle" },
    { label: "refused", marks: ["refused"], color: RED, symbol: "square" },
    { label: "appeals", marks: ["appeal"], color: INK, symbol: "diamond" },
    { label: "friends", marks: ["tie"], color: RED, symbol: "wye" },
  ];
  const SAYS = { against: "var(--cause-4)", silent: "var(--line)", for: "var(--cause-5)" };
  const ON = { against: "var(--on-cause-4)", silent: INK, for: "var(--on-cause-5)" };
  const category = (event) => CATEGORIES.find((one) => one.marks.includes(event.mark));

  /** Runs of equal values in a column: [from, to) and the value. */
  function runs(column) {
    const found = [];
    column.forEach((value, week) => {
      const last = found.at(-1);
      if (last && last.value === value) last.to = week + 1;
      else found.push({ value, from: week, to: week + 1 });
    });
    return found;
  }

  const adult = life.portrait.adult, position = life.portrait.position;
  const side = position < 0 ? "against" : "for";
  const strength = Math.abs(position) < 1 / 3 ? "a little" : Math.abs(position) < 2 / 3 ? "rather" : "strongly";

  /** A few years to write under the axis. */
  function years(room) {
    const all = Math.ceil(life.weeks / YEAR), step = Math.max(1, Math.ceil(all / Math.max(1, Math.floor(room / 46))));
    return Array.from({ length: Math.floor((all - 1) / step) + 1 }, (_, at) => at * step * YEAR);
  }

  function score(arm, at, width, left) {
    const points = arm.weekly.score.map((value, week) => ({ week, value }));
    const lines = [...new Set(arm.lines)];
    const all = [...points.map((point) => point.value), ...lines];
    const [low, high] = [Math.min(...all), Math.max(...all)], room = Math.max((high - low) * 0.12, 1);
    const format = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
    const ends = { week: life.weeks, value: points.at(-1).value };
    return Plot.plot({
      width, height: 120, marginLeft: left, marginRight: 46, marginTop: 8, marginBottom: 6,
      x: { domain: [0, life.weeks], axis: null }, y: { domain: [low - room, high + room], label: null, axis: null },
      marks: [
        Plot.ruleX(years(width - left), { stroke: LINE }),
        Plot.ruleY(lines, { stroke: RED, strokeDasharray: "4 3" }),
        Plot.text(lines, { y: (d) => d, text: (d) => `line ${format(d)}`, frameAnchor: "left", textAnchor: "end", dx: -8, fontSize: 11.5, fill: RED }),
        Plot.line(points, { x: "week", y: "value", stroke: Glasshouse.armColor(at), strokeWidth: 2, curve: "step-after" }),
        Plot.text([ends], { x: "week", y: "value", text: (d) => format(d.value), textAnchor: "start", dx: 6, fontSize: 12.5, fontWeight: 600, fill: Glasshouse.armColor(at) }),
        Plot.text(["score"], { frameAnchor: "top-left", textAnchor: "end", dx: -8, fontSize: 12, fill: SOFT }),
      ],
    });
  }

  function lanes(arm, at, width, left) {
    const rights = [...new Set(arm.weekly.lost.flat())];
    const categories = CATEGORIES.filter((one) => arm.events.some((event) => category(event) === one));
    const rows = [...rights, ...categories.map((one) => one.label), ...(adult ? ["thinks", "says"] : [])];
    const lost = rights.flatMap((right) =>
      runs(arm.weekly.lost.map((set) => set.includes(right))).filter((run) => run.value).map((run) => ({ ...run, right })));
    const events = arm.events.map((event) => ({ ...event, in: category(event) })).filter((event) => event.in);
    const says = adult ? runs(arm.weekly.says).map((run) => ({ ...run, row: "says", text: run.value })) : [];
    if (adult) says.push({ value: side, from: 0, to: life.weeks, row: "thinks", text: `${strength} ${side}` });
    const room = width - left - 46, wide = (run) => ((run.to - run.from) / life.weeks) * room;
    const marks = categories.flatMap((one) => {
      const own = events.filter((event) => event.in === one);
      const turned = (event) => (event.mark === "end" || event.text.includes("upheld") ? PAPER : one.color);
      return Plot.dot(own, { x: (d) => d.week + 0.5, y: () => one.label, symbol: one.symbol, r: one.symbol === "times" ? 3.4 : 3.6, fill: one.symbol === "times" ? "none" : turned, stroke: one.color, strokeWidth: one.symbol === "times" ? 1.8 : 1.1, title: (d) => `week ${d.week}: ${d.text}` });
    });
    return Plot.plot({
      width, height: rows.length * ROW + 26, marginLeft: left, marginRight: 46, marginTop: 2, marginBottom: 24,
      x: { domain: [0, life.weeks], label: null }, y: { domain: rows, label: null, padding: 0 },
      marks: [
        Plot.ruleX(years(room), { stroke: LINE }),
        Plot.axisX(years(room), { tickFormat: (week) => `year ${week / YEAR + 1}`, tickSize: 0, fontSize: 11.5, fill: SOFT, textAnchor: "start", dx: 3 }),
        Plot.axisY({ tickSize: 0, fontSize: 12, fill: SOFT }),
        Plot.ruleY(rows.slice(1), { stroke: "var(--faint)", dy: -ROW / 2 }),
        Plot.barX(lost, { x1: "from", x2: "to", y: "right", fill: Glasshouse.armColor(at), insetTop: 3, insetBottom: 3, title: (d) => `${d.right} lost, week ${d.from} to ${d.to - 1}` }),
        Plot.barX(says, { x1: "from", x2: "to", y: "row", fill: (d) => SAYS[d.value], insetTop: 3, insetBottom: 3 }),
        Plot.text(says.filter((run) => wide(run) > run.text.length * 6.2 + 8), { x: (d) => (d.from + d.to) / 2, y: "row", text: "text", fontSize: 11, fill: (d) => ON[d.value] }),
        ...marks,
      ],
    });
  }

  function draw(box) {
    const width = box.clientWidth, left = width < 520 ? 102 : 118;
    const list = document.createElement("div");
    list.className = "lives";
    life.arms.forEach((arm, at) => {
      const panel = document.createElement("div"), title = document.createElement("p");
      title.className = "panel-title";
      title.style.color = Glasshouse.armColor(at);
      const taken = arm.restricted_weeks === 1 ? "1 week" : `${arm.restricted_weeks} weeks`;
      title.textContent = `${arm.name}: ${arm.restricted_weeks ? `${taken} without some right` : "nothing lost"}`;
      panel.append(title);
      if (arm.weekly.score.length) panel.append(score(arm, at, width, left));
      panel.append(lanes(arm, at, width, left));
      list.append(panel);
    });
    box.replaceChildren(list);
  }

  for (const figure of document.querySelectorAll("figure[data-life]")) {
    const box = figure.querySelector(".plot");
    let width = 0;
    new ResizeObserver(() => {
      if (box.clientWidth !== width && box.clientWidth > 0) draw(box, (width = box.clientWidth));
    }).observe(figure);
    draw(box);
    width = box.clientWidth;
  }
})();
