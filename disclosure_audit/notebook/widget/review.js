// The whole: what is built once, and what a key does.

class Review extends Deciding {
  constructor(model, el) {
    super();
    this.model = model;
    this.tag = Math.random().toString(36).slice(2, 8);
    this.count = 0;
    this.asked = new Map(); // id -> what it was for
    this.timers = new Set();
    this.cursor = null; // key of the row that is marked as current here
    this.waiting = null; // a decision for the row that is still being fetched
    this.heard = -1;
    this.build(el);
    const on = (name, draw) => {
      const listener = () => draw.call(this);
      model.on(`change:${name}`, listener);
      return () => model.off(`change:${name}`, listener);
    };
    const custom = (said) => this.answered(said);
    model.on("msg:custom", custom);
    this.undo = [
      on("words", this.drawWords), on("listing", this.drawList), on("pair", this.drawPair),
      on("state", this.drawState), () => model.off("msg:custom", custom), this.watchTheme(),
    ];
    this.drawWords();
    this.ask("hello");
    this.poll = setInterval(() => this.look(), LOOK_EVERY);
  }

  close() {
    clearInterval(this.poll);
    for (const timer of this.timers) clearTimeout(timer);
    for (const undo of this.undo) undo();
  }

  // What is built once

  build(el) {
    this.root = make("section", "da-review");
    this.root.tabIndex = -1;
    this.root.dataset.lmSuppressShortcuts = "true"; // JupyterLab would delete the cell at “d d”
    this.lists = make("select");
    this.views = make("select");
    this.filter = make("input", "da-filter");
    this.filter.type = "search";
    this.filter.autocomplete = "off";
    this.filter.spellcheck = false;
    this.said = make("span", "da-said");
    this.user = make("span", "da-user");
    this.lang = make("button", "da-plain");
    this.help = make("button", "da-plain", "?");
    this.labels = [make("label"), make("label"), make("label", "da-grow")];
    this.wrong = make("p", "da-wrong da-warn");
    this.wrong.id = `${this.tag}-wrong`;
    this.wrong.setAttribute("role", "alert");
    this.filter.setAttribute("aria-describedby", this.wrong.id);
    this.grid = make("div", "da-grid");
    this.grid.tabIndex = 0;
    this.grid.setAttribute("role", "grid");
    this.pages = make("div", "da-pages");
    this.buttons = make("div", "da-buttons");
    this.buttons.setAttribute("role", "toolbar");
    this.form = make("form", "da-form");
    this.form.noValidate = true;
    this.form.hidden = true;
    this.notice = make("p", "da-notice");
    this.notice.setAttribute("role", "status");
    this.notice.setAttribute("aria-live", "polite");
    this.pair = make("article", "da-pair");
    this.pair.tabIndex = 0;
    this.choices = make("div", "da-choices");
    this.choices.tabIndex = 0;
    this.choices.setAttribute("role", "listbox");
    this.keys = make("details", "da-keys");
    const bar = put(make("div", "da-bar"), ...this.labels, this.said, this.user, this.lang, this.help);
    put(this.root, bar, this.wrong, this.grid, this.pages, this.buttons, this.form, this.notice,
      this.pair, this.keys);
    el.append(this.root);

    for (const button of [this.lang, this.help]) button.type = "button";
    this.lang.addEventListener("click", () => this.act("lang"));
    this.help.addEventListener("click", () => this.act("help"));
    this.lists.addEventListener("change", () => this.ask("list", { kind: this.lists.value }));
    this.views.addEventListener("change", () => {
      if (this.views.value) this.ask("view", { name: this.views.value });
    });
    this.filter.addEventListener("input", () => {
      clearTimeout(this.typed);
      this.typed = this.later(TYPING, () => this.sendFilter());
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit?.();
    });
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.choices.addEventListener("keydown", (event) => this.pressChoice(event));
  }

  sendFilter() {
    clearTimeout(this.typed);
    if (this.filter.value !== (this.get("listing").query ?? "")) {
      this.ask("filter", { text: this.filter.value });
    }
  }

  // Pressing

  keyName(event) {
    const wide = this.words.full_width[event.key];
    if (wide) return wide;
    const name = PLAIN_KEYS[event.key] ?? event.key;
    const held = event.ctrlKey || event.metaKey;
    if (event.altKey) return "";
    if (held) return `Ctrl+${name.length === 1 ? name.toUpperCase() : name}`;
    return event.shiftKey && name.length > 1 ? `Shift+${name}` : name;
  }

  press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const typing = isTyping(event.target);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && event.key !== "Tab") event.stopPropagation(); // no shortcut of the host's
    if (event.key === "Escape") {
      event.preventDefault();
      this.back(event.target);
      return;
    }
    if (typing) {
      if (event.target === this.filter && event.key === "Enter") {
        event.preventDefault();
        this.sendFilter();
        this.grid.focus();
      }
      return;
    }
    if (!this.form.hidden) {
      this.pressForm(event);
      return;
    }
    if (this.grid.contains(event.target) && isPlain && this.pressList(event)) return;
    const onButton = event.target.matches?.("button, summary");
    if (onButton && (event.key === "Enter" || event.key === " ")) return; // the button's own
    const name = this.words.keys[this.keyName(event)];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    if (name === "back") this.back(event.target);
    else if (!event.repeat || name === "next" || name === "previous") this.act(name);
  }

  pressList(event) {
    const listing = this.get("listing");
    if (!listing.rows.length) return false;
    const last = listing.height - 1;
    const at = listing.rows.findIndex((row) => row.key === this.cursor);
    const place = listing.first + Math.max(at, 0);
    let to = null;
    if (event.key in MOVES) to = place + MOVES[event.key];
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = last;
    if (to === null) return false;
    event.preventDefault();
    to = Math.min(Math.max(to, 0), last);
    const row = listing.rows[to - listing.first];
    if (row) this.go(row.key, TYPING / 2);
    else this.ask("move", { to });
    return true;
  }

  go(key, wait) {
    this.cursor = key;
    this.waiting = null;
    this.showCursor();
    clearTimeout(this.going);
    const send = () => {
      this.going = null;
      if (this.cursor === key && this.get("pair").on !== key) this.ask("go", { key });
    };
    if (wait) this.going = this.later(wait, send);
    else send();
  }

  pressChoice(event) {
    const pair = this.get("pair");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const place = Math.min(Math.max(pair.choice + step, 0), pair.choices.length - 1);
    if (place !== pair.choice) this.ask("choose", { place });
  }

  back(target) {
    if (!this.form.hidden) {
      this.shut();
      this.grid.focus();
    } else if (target !== this.grid) {
      if (target === this.filter) this.sendFilter();
      this.grid.focus();
    } else if (this.get("listing").marked || this.get("listing").query) this.ask("clear");
  }

  act(name) {
    if (name === "filter") this.filter.focus();
    else if (name === "views") this.views.focus();
    else if (name === "open" || name === "records") (name === "open" ? this.pair : this.grid).focus();
    else if (name === "candidates") (this.choices.hidden ? this.pair : this.choices).focus();
    else if (name === "help") this.keys.open = !this.keys.open;
    else if (name === "mark") {
      if (this.cursor) this.ask("mark", { key: this.cursor });
    } else if (SENT.has(name)) this.send(name);
    else if (DECIDING.has(name)) this.decide(name);
  }

  send(name) {
    if (name in this.words.lists) this.ask("list", { kind: name });
    else if ((name === "undo" || name === "redo") && this.isDeciding) return;
    else this.ask(name);
  }
}

function render({ model, el }) {
  const review = new Review(model, el);
  return () => review.close();
}

export default { render };
