"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  byId("do-theme").onclick = () => { root.dataset.theme = isDark() ? "light" : "dark"; };
  byId("do-print").onclick = () => print();

  const source = byId("findings-data");
  if (!source) return;
  const all = JSON.parse(source.textContent), col = all.columns, words = all.words;
  const total = col.id.length, app = byId("app");
  const LONG = 300, OVER = 8, TITLE = 400;

  const el = (tag, cls, ...inner) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    node.append(...inner);
    return node;
  };
  const draw = (tag, given) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(given)) node.setAttribute(name, value);
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const count = (n) => n.toLocaleString("en-US");
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  // -- what is asked for ------------------------------------------------------------------------
  const search = el("input");
  search.type = "search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  search.id = "find";
  const choose = (name, head, options) => {
    const box = el("select");
    box.id = `only-${name}`;
    box.setAttribute("aria-label", head);
    box.append(new Option(head, ""), ...options.map(([value, text]) => new Option(text, value)));
    box.onchange = ask;
    return box;
  };
  const cut = (text) => text.length > 60 ? text.slice(0, 60) + "…" : text;
  const filters = {
    severity: choose("severity", words.all_severities, all.severities.map(([, name], n) => [n, name])),
    rule: choose("rule", words.all_rules, all.rules.map(([code, name], n) => [n, cut(`${code} ${name}`)])),
    owner: choose("owner", words.all_owners, all.owners.map((name, n) => [n, cut(name || words.no_owner)])),
    status: choose("status", words.all_statuses, all.statuses.map(([, name], n) => [n, name])),
  };
  const clear = el("button", "", words.clear);
  clear.type = "button";
  clear.onclick = () => {
    search.value = "";
    for (const box of Object.values(filters)) box.value = "";
    ask();
  };
  const said = el("span", "count");
  said.setAttribute("role", "status");

  // -- what is shown ----------------------------------------------------------------------------
  const grid = el("div", "grid");
  grid.setAttribute("role", "table");
  grid.setAttribute("aria-label", words.list);
  const head = el("div", "hrow");
  head.setAttribute("role", "row");
  const heads = all.heads.map(([key, name]) => {
    const button = el("button", "", name);
    button.type = "button";
    button.title = fill(words.sort, {what: name});
    button.onclick = () => sortBy(key);
    const cell = el("div", "", button);
    cell.setAttribute("role", "columnheader");
    cell.dataset.key = key;
    return cell;
  });
  head.append(...heads);
  const view = el("div", "view"), space = el("div", "space");
  view.tabIndex = 0;
  view.setAttribute("role", "rowgroup");
  view.setAttribute("aria-label", words.list);
  view.append(space);
  grid.append(head, view);
  const panel = el("aside", "detail");
  panel.hidden = true;
  panel.tabIndex = -1;
  const desk = el("div", "desk", grid, panel);
  app.append(el("div", "bar", search, ...Object.values(filters), clear, said), desk);
  app.hidden = false;

  let order = Array.from({length: total}, (_, n) => n), found = order;
  let sorted = null, falls = false, at = -1, chosen = -1, waiting = false, texts = null;
  const live = new Map();

  const haystacks = () => texts ??= order.length && Array.from({length: total}, (_, n) => {
    const rule = all.rules[col.rule[n]];
    return fold([col.document[n], col.number[n], rule.join(" "), all.owners[col.owner[n]], col.record[n],
      col.month[n], col.id[n], all.severities[col.severity[n]]?.[1], all.statuses[col.status[n]]?.[1]].join("\n"));
  });

  function ask() {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    const only = Object.entries(filters).filter(([, box]) => box.value !== "")
      .map(([name, box]) => [col[name], Number(box.value)]);
    const hay = wanted.length ? haystacks() : null;
    found = order.filter((n) => only.every(([values, value]) => values[n] === value)
      && wanted.every((word) => hay[n].includes(word)));
    said.textContent = fill(words.shown, {n: count(found.length), all: count(total)});
    grid.setAttribute("aria-rowcount", found.length);
    at = found.indexOf(chosen);
    view.scrollTop = 0;
    paint(true);
  }

  function sortBy(key) {
    falls = sorted === key ? !falls : false;
    sorted = key;
    const collator = new Intl.Collator(all.lang === "zh" ? "zh-Hans" : "en", {numeric: true});
    const values = key === "owner" ? col.owner.map((n) => all.owners[n])
      : key === "rule" ? col.rule.map((n) => all.rules[n][0]) : col[key];
    const number = (text) => text === "" ? -1 : parseFloat(text.replace(/^[<>]/, "")) + (text[0] === ">" ? 1 : 0);
    const by = key === "score" ? (a, b) => number(values[a]) - number(values[b])
      : typeof values[0] === "number" ? (a, b) => values[a] - values[b]
      : (a, b) => (values[a] === "") - (values[b] === "") || collator.compare(values[a], values[b]);
    order = Array.from({length: total}, (_, n) => n).sort((a, b) => (falls ? by(b, a) : by(a, b)) || a - b);
    for (const cell of heads) {
      if (cell.dataset.key === key) cell.setAttribute("aria-sort", falls ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    ask();
  }

  const short = (text) => text.length > TITLE ? text.slice(0, TITLE) + "…" : text;

  function rowOf(n) {
    const severity = all.severities[col.severity[n]] ?? ["", ""], status = all.statuses[col.status[n]] ?? ["", ""];
    const rule = all.rules[col.rule[n]];
    const below = [col.number[n], rule[1]].filter(Boolean).join(all.lang === "zh" ? "，" : ", ");
    const cells = [
      el("span", `badge ${severity[0]}`, severity[1]),
      el("span", "rule", rule[0]),
      el("div", "doc", el("b", "", short(col.document[n])), el("small", "", short(below))),
      el("span", "owner", all.owners[col.owner[n]] || "–"),
      el("span", "month soft", col.month[n] || "–"),
      el("span", "score soft", col.score[n] || "–"),
      el("span", "status soft", status[1]),
    ];
    for (const cell of cells) cell.setAttribute("role", "cell");
    const row = el("div", "row", ...cells);
    row.setAttribute("role", "row");
    return row;
  }

  const heightOf = () => parseFloat(getComputedStyle(grid).getPropertyValue("--row")) || 56;

  function paint(anew) {
    const height = heightOf();
    if (anew) {
      for (const row of live.values()) row.remove();
      live.clear();
      space.replaceChildren();
      if (!found.length) space.append(el("p", "nothing", words.none));
    }
    space.style.height = `${Math.max(found.length * height, 1)}px`;
    if (anew) grid.style.setProperty("--all", `${found.length * height}px`);
    const first = Math.max(Math.floor(view.scrollTop / height) - OVER, 0);
    const last = Math.min(first + Math.ceil(view.clientHeight / height) + 2 * OVER, found.length);
    for (const [place, row] of live) {
      if (place < first || place >= last) { row.remove(); live.delete(place); }
    }
    for (let place = first; place < last; place++) {
      if (!live.has(place)) {
        const row = rowOf(found[place]);
        row.style.top = `${place * height}px`;
        row.id = `row-${place}`;
        row.setAttribute("aria-rowindex", place + 1);
        row.onclick = () => go(place);
        live.set(place, row);
        space.append(row);
      }
      live.get(place).classList.toggle("on", place === at);
    }
    if (at >= 0) view.setAttribute("aria-activedescendant", `row-${at}`);
    else view.removeAttribute("aria-activedescendant");
  }

  view.onscroll = () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => { waiting = false; paint(false); });
    }
  };
  addEventListener("resize", () => paint(true));

  function reach(place) {
    at = Math.min(Math.max(place, 0), found.length - 1);
    const height = heightOf(), top = at * height;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + height > view.scrollTop + view.clientHeight) view.scrollTop = top + height - view.clientHeight;
    paint(false);
  }

  function go(place) {
    reach(place);
    if (at >= 0) open(found[at]);
  }

  view.onkeydown = (event) => {
    const page = Math.max(Math.floor(view.clientHeight / heightOf()) - 1, 1);
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total}[event.key];
    if (step) {
      event.preventDefault();
      if (panel.hidden) reach(at + step); else go(at + step);
    } else if (event.key === "Enter" && at >= 0) {
      go(at);
    }
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
    else if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  // -- one finding ------------------------------------------------------------------------------
  const chunks = new Map();

  function detailOf(n) {
    const number = Math.floor(n / all.chunk);
    if (!chunks.has(number)) chunks.set(number, JSON.parse(byId(`details-${number}`).textContent));
    return chunks.get(number)[n % all.chunk];
  }

  const marked = (runs, mark) => {
    const whole = el("span");
    let length = 0;
    for (const run of runs) {
      const text = typeof run === "string" ? run : run[0];
      length += text.length;
      whole.append(typeof run === "string" ? text : el(run[1] === 2 ? mark : "i", run[1] === 2 ? "" : "written", text));
    }
    if (!runs.length) whole.append(words.empty);
    if (length > LONG) whole.className = "long";
    return whole;
  };
  const label = (n) => all.labels[n];
  const terms = (pairs) => el("dl", "", ...pairs.map(([name, text]) =>
    el("div", "", el("dt", "", label(name)), el("dd", "", marked([text], "i")))));

  function fields([heads, sides, lines]) {
    return lines.map(([name, left, right]) => {
      if (!right) return el("div", "field", el("span", "", label(name)), marked(left, "i"));
      const both = [[left, "del"], [right, "ins"]].map(([runs, mark], n) => {
        const called = el("i", "side", sides[n]);
        called.title = heads[n];
        return runs.length ? el("div", "", called, marked(runs, mark)) : "";
      });
      return el("div", "field", el("span", "", label(name)), el("div", "sides", ...both));
    });
  }

  function waterfall(steps) {
    const totals = [0];
    for (const [, weight] of steps) totals.push(totals.at(-1) + weight);
    const low = Math.min(...totals), high = Math.max(...totals), scale = high > low ? 100 / (high - low) : 0;
    const table = el("table", "weights");
    steps.forEach(([name, weight], n) => {
      const left = (Math.min(totals[n], totals[n + 1]) - low) * scale;
      const width = Math.max(Math.abs(weight) * scale, 0.8), zero = `${-low * scale}%`;
      const bar = draw("svg", {width: "100%", height: 12, "aria-hidden": "true"});
      bar.append(
        draw("line", {x1: zero, x2: zero, y1: 0, y2: 12, class: "axis"}),
        draw("rect", {x: `${Math.min(left, 99.2)}%`, y: 2, width: `${width}%`, height: 8, class: weight > 0 ? "for" : "against"}),
      );
      const sum = (weight > 0 ? "+" : "−") + Math.abs(weight).toFixed(1);
      table.append(el("tr", "", el("th", "", label(name)), el("td", "n", sum), el("td", "bar", bar)));
    });
    return table;
  }

  function open(n) {
    chosen = n;
    const [place, evidence, compared, linked, decision] = detailOf(n);
    const severity = all.severities[col.severity[n]] ?? ["", ""], rule = all.rules[col.rule[n]];
    const button = (sign, text, then, off) => {
      const made = el("button", "", sign);
      made.type = "button";
      made.title = text;
      made.setAttribute("aria-label", text);
      made.disabled = Boolean(off);
      made.onclick = then;
      return made;
    };
    const parts = [
      el("div", "head", el("span", `badge ${severity[0]}`, `${severity[1]} · ${rule[0]}`),
        button("←", words.before, () => go(at - 1), at <= 0),
        button("→", words.after, () => go(at + 1), at >= found.length - 1),
        button("✕", words.close, close)),
      el("h4", "", col.document[n]),
    ];
    if (col.number[n]) parts.push(el("p", "dim", col.number[n]));
    parts.push(el("p", "verdictline", rule[1]));
    if (evidence.length) parts.push(el("h5", "", words.evidence), terms(evidence));
    if (compared) {
      parts.push(el("h5", "", compared[0].length > 1 ? words.records : words.record));
      parts.push(el("p", "dim", compared[0].join(" · ")), ...fields(compared));
    }
    if (linked) {
      const [status, how, score, doubts, steps] = linked;
      parts.push(el("h5", "", words.link));
      parts.push(el("p", "", fill(words.by, {status: label(status), how: label(how)})));
      parts.push(el("p", "dim", label(score)), ...doubts.map((one) => el("p", "", label(one))));
      parts.push(el("h5", "", words.bits), waterfall(steps));
    }
    parts.push(el("h5", "", words.decision));
    parts.push(decision.length ? terms(decision) : el("p", "dim", words.undecided));
    parts.push(el("h5", "", words.id), el("p", "dim", place), el("p", "", el("code", "", col.id[n])));
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
    if (panel.hidden) {
      panel.hidden = false;
      desk.classList.add("open");
      paint(true);
      reach(at);
    }
    history.replaceState(null, "", `#finding-${col.id[n]}`);
  }

  function close() {
    panel.hidden = true;
    desk.classList.remove("open");
    history.replaceState(null, "", "#findings");
    paint(true);
    view.focus();
  }

  let typing = 0;
  search.oninput = () => { clearTimeout(typing); typing = setTimeout(ask, 80); };
  ask();
  const asked = /^#finding-([0-9a-f]+)$/.exec(location.hash);
  if (asked) {
    const place = found.indexOf(col.id.indexOf(asked[1]));
    if (place >= 0) { go(place); app.scrollIntoView(); }
  }
})();
