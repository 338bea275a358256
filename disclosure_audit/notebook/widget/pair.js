// The matter under the cursor: both records, evidence, history.

class Pairing extends Listing {
  drawPair() {
    const pair = this.get("pair");
    if (!pair.on) {
      put(this.pair);
      return;
    }
    const top = this.shown === pair.on ? this.pair.scrollTop : 0;
    if (this.shown !== pair.on && !this.form.hidden) this.shut();
    this.shown = pair.on;
    const head = put(make("div", "da-verdict"), make("span", "da-dim da-where", pair.where),
      ...pair.verdict.map((one) => line(one)), ...pair.decision.map((one) => line(one)));
    this.drawChoices(pair);
    const [passages, ...rest] = pair.sections;
    const main = put(make("div", "da-main"), this.section(passages), this.records(pair),
      ...pair.notes.map((note) => make("p", "da-warn", note)), ...rest.map((one) => this.section(one)));
    const side = put(make("div", "da-side"), this.weights(pair.weights), this.section(pair.history));
    put(this.pair, head, this.choices, put(make("div", "da-panes"), main, side));
    this.pair.scrollTop = top;
    this.drawButtons();
    if (this.waiting && this.cursor === pair.on) {
      const name = this.waiting;
      this.waiting = null;
      this.act(name);
    }
  }

  drawChoices(pair) {
    this.choices.hidden = pair.choices.length < 2;
    put(this.choices, ...pair.choices.map((choice, n) => {
      const node = make("div", n === pair.choice ? "da-choice da-here" : "da-choice");
      node.id = `${this.tag}-choice-${n}`;
      node.setAttribute("role", "option");
      node.setAttribute("aria-selected", n === pair.choice ? "true" : "false");
      put(node, make("span", "da-nowrap", choice.record), make("span", "da-right da-nowrap", choice.likely),
        make("span", "da-dim", choice.said), make("span", "da-title", choice.title));
      node.addEventListener("click", () => this.ask("choose", { place: n }));
      return node;
    }));
    this.choices.setAttribute("aria-activedescendant", `${this.tag}-choice-${pair.choice}`);
  }

  section(told) {
    if (!told.lines.length) return null;
    return put(make("section", "da-section"), make("h4", "", told.head), ...told.lines.map((one) => line(one)));
  }

  records(pair) {
    const isTwo = pair.heads.length > 1;
    const head = put(make("tr"), make("td"), make("th", "", pair.heads[0]),
      isTwo && make("td"), isTwo && make("th", "", pair.heads[1]));
    for (const one of head.querySelectorAll("th")) one.scope = "col";
    const rows = pair.fields.map((field) => {
      const label = make("th", "da-dim", field.label);
      label.scope = "row";
      const sign = make("td", `da-sign da-state-${field.state}`, field.sign);
      sign.title = field.means;
      if (field.means) sign.setAttribute("aria-label", field.means);
      const [left, right] = field.sides.map((side) => line(side, "td"));
      return put(make("tr", `da-field-${field.state}`), label, left, isTwo && sign, isTwo && right);
    });
    const table = put(make("table", "da-records"), put(make("thead"), head), put(make("tbody"), ...rows));
    if (!rows.length) return null;
    return put(make("div"), table, pair.legend && make("p", "da-dim da-legend", pair.legend));
  }

  weights(weights) {
    if (!weights) return null;
    const rows = weights.bars.map((bar) => {
      const fill = make("span", bar.for ? "da-fill da-for" : "da-fill da-against");
      fill.style.left = `${100 * bar.start}%`;
      fill.style.width = `${Math.max(0.8, 100 * (bar.end - bar.start))}%`;
      const zero = make("span", "da-zero");
      zero.style.left = `${100 * weights.zero}%`;
      const track = put(make("span", "da-track"), zero, fill);
      track.setAttribute("aria-hidden", "true");
      const label = make("th", "", bar.label);
      label.scope = "row";
      return put(make("tr"), label, make("td", "da-right", bar.weight), make("td", "da-right da-dim", bar.total),
        put(make("td", "da-bar-cell"), track));
    });
    return put(make("section", "da-section"), make("h4", "", weights.head),
      ...weights.said.map((one) => line([one])),
      rows.length && put(make("table", "da-weights"), put(make("tbody"), ...rows)));
  }
}
