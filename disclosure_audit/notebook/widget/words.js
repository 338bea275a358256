// What stands around the list: words, keys, buttons, and what is said.

class Worded extends Themed {
  drawWords() {
    const { labels, actions, lists } = this.words;
    this.root.lang = this.words.lang;
    this.root.setAttribute("aria-label", labels.title);
    const named = [[labels.list, this.lists], [labels.view, this.views], [labels.filter, this.filter]];
    named.forEach(([text, field], n) => put(this.labels[n], make("span", "da-dim", text), field));
    put(this.lists, ...Object.entries(lists).map(([kind, text]) => this.option(kind, text)));
    this.filter.placeholder = labels.filter_hint;
    this.filter.maxLength = this.words.longest.filter;
    this.grid.setAttribute("aria-label", labels.rows);
    this.buttons.setAttribute("aria-label", labels.actions);
    this.pair.setAttribute("aria-label", labels.pair);
    this.choices.setAttribute("aria-label", labels.choices);
    this.lang.textContent = actions.lang.title;
    this.help.title = labels.keys;
    this.help.setAttribute("aria-label", labels.keys);
    this.drawKeys();
    this.drawState();
    this.drawList();
    this.drawPair();
  }

  option(value, text) {
    const node = make("option", "", text);
    node.value = value;
    return node;
  }

  drawKeys() {
    const { labels, actions, offered } = this.words;
    const rows = Object.values(actions).filter((one) => one.keys.length).map((one) => put(
      make("tr"), put(make("th"), ...one.keys.map((key) => make("kbd", "", key))),
      make("td", "", one.title), make("td", "da-dim", one.about),
    ));
    const table = put(make("table"), put(make("tbody"), ...rows));
    put(this.keys, make("summary", "", labels.keys), make("p", "da-dim", labels.click_first), table);
    put(this.buttons, ...offered.map((name) => this.button(name)));
  }

  button(name) {
    const action = this.words.actions[name];
    const button = make("button", `da-do da-do-${name}`, action.title);
    button.type = "button";
    button.dataset.action = name;
    button.title = action.about;
    if (action.keys.length) {
      button.append(make("kbd", "", action.keys[0]));
      const keys = action.keys.map((key) => key.replace("Ctrl", "Control"));
      button.setAttribute("aria-keyshortcuts", keys.join(" "));
    }
    button.addEventListener("click", () => this.act(name));
    return button;
  }

  drawButtons() {
    const pair = this.get("pair"), listing = this.get("listing"), state = this.get("state");
    const [undo, redo] = state.depth ?? [0, 0];
    const off = {
      undo: !undo, redo: !redo,
      confirm: !pair.is_finding && !listing.marked, dismiss: !pair.is_finding && !listing.marked,
      waive: !pair.is_finding && !listing.marked,
      same: !pair.is_pair && !listing.marked, differ: !pair.is_pair && !listing.marked,
    };
    for (const button of this.buttons.children) {
      const name = button.dataset.action;
      const isMove = name === "next" || name === "previous";
      const isOff = off[name] || !pair.on || (state.read_only && !isMove);
      button.setAttribute("aria-disabled", isOff ? "true" : "false");
    }
  }

  drawState() {
    const state = this.get("state"), labels = this.words.labels;
    put(this.views, this.option("", labels.own_filter),
      ...(state.views ?? []).map((view) => this.option(view.name, view.title)));
    this.views.value = this.get("listing").view ?? "";
    this.user.textContent = [state.busy, state.news, state.read_only || state.user].filter(Boolean).join(" · ");
    this.user.title = state.journal ?? "";
    this.wrong.textContent = state.wrong ?? "";
    this.filter.setAttribute("aria-invalid", state.wrong ? "true" : "false");
    const notice = state.notice ?? {};
    if (notice.n !== this.heard && !this.silent) {
      this.heard = notice.n;
      this.tell(notice.text, notice.bad, false);
    }
    this.drawButtons();
  }

  tell(text, bad, isSilence = true) {
    this.silent = isSilence;
    this.notice.className = `da-notice${bad ? " da-bad" : ""}`;
    this.notice.textContent = text ?? "";
  }
}
