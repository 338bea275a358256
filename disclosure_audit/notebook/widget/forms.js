// Decisions, and the forms of those that need words.

class Deciding extends Pairing {
  // What a form asked for; it is opened again with the same words if it was refused.
  askWith(name, what, values) {
    const n = this.get("state").notice?.n;
    const id = this.ask(name, { ...what, ...values });
    this.again = { id, n, name, values, on: what.on };
  }

  decide(name, values = {}) {
    const pair = this.get("pair"), listing = this.get("listing");
    if (this.get("state").read_only) {
      this.tell(this.get("state").read_only, true, false);
      return;
    }
    if (!pair.on || this.isDeciding) return;
    if (this.cursor !== pair.on && !listing.marked) {
      this.waiting = name; // it is for the row under the cursor, which is on its way
      return;
    }
    const what = { on: pair.on, choice: pair.choice, marked: listing.marked, seen: pair.seen };
    if (ASKING.has(name)) this.openForm(name, what, values);
    else if (listing.marked > 1) this.sure(name, what);
    else this.ask(name, what);
  }

  shut() {
    this.form.hidden = true;
    this.submit = null;
    put(this.form);
  }

  open(title, fields, submit, first, needed = []) {
    const { ok, cancel } = this.words;
    const yes = make("button", "da-ok", ok), no = make("button", "da-plain", cancel);
    no.type = "button";
    no.addEventListener("click", () => {
      this.shut();
      this.grid.focus();
    });
    const heading = make("h4", "", title);
    heading.id = `${this.tag}-form`;
    this.form.setAttribute("aria-labelledby", heading.id);
    put(this.form, heading, ...fields, put(make("div", "da-buttons"), yes, no));
    this.pick = null;
    this.submit = () => {
      const empty = needed.find((input) => !input.value.trim());
      if (empty) {
        empty.focus();
        return;
      }
      submit();
      this.shut();
      this.grid.focus();
    };
    this.form.hidden = false;
    (first ?? yes).focus();
  }

  sure(name, what) {
    const text = this.words.sure.replace("{what}", this.words.actions[name].title)
      .replace("{n}", what.marked.toLocaleString("en"));
    this.open(text, [], () => this.ask(name, what));
  }

  field(label, value = "") {
    const input = make("input");
    input.value = value;
    input.maxLength = this.words.longest.text;
    input.autocomplete = "off";
    return [input, put(make("label", "da-field"), make("span", "da-dim", label), input)];
  }

  openForm(name, what, values) {
    const texts = this.words.forms[name];
    const title = what.marked > 1 ? texts.many.replace("{n}", what.marked.toLocaleString("en")) : texts.one;
    if (name === "dismiss") this.openReasons(title, texts, what, values);
    else if (name === "waive") this.openWaiver(title, texts, what, values);
    else this.openLine(title, name, what, values);
  }

  openReasons(title, texts, what, values) {
    const [note, noteField] = this.field(texts.note, values.note);
    const radios = [];
    const group = put(make("div", "da-reasons"), ...this.words.reasons.map(([code, text], n) => {
      const radio = make("input");
      radio.type = "radio";
      radio.name = `${this.tag}-reason`;
      radio.value = code;
      radio.checked = values.reason ? values.reason === code : n === 0;
      radios.push(radio);
      return put(make("label", "da-radio"), radio, make("kbd", "", String(n + 1)), make("span", "", text));
    }));
    group.setAttribute("role", "radiogroup");
    const chosen = () => radios.find((one) => one.checked);
    const submit = () => this.askWith("dismiss", what, { reason: chosen().value, note: note.value });
    this.open(title, [group, noteField], submit, chosen());
    this.pick = (n) => {
      if (!radios[n]) return;
      radios[n].checked = true;
      if (radios[n].value === "other" && !note.value.trim()) note.focus();
      else this.submit();
    };
  }

  openWaiver(title, texts, what, values) {
    const parts = ["reason", "approver", "until"];
    const made = parts.map((part) => this.field(texts[part], values[part]));
    const inputs = made.map(([input]) => input);
    const days = this.words.days.map(([n, text]) => {
      const button = make("button", "da-plain", text);
      button.type = "button";
      button.addEventListener("click", () => {
        inputs[2].value = String(n);
        inputs[2].focus();
      });
      return button;
    });
    const fields = [...made.map(([, label]) => label), put(make("div", "da-buttons"), ...days)];
    const given = () => Object.fromEntries(parts.map((part, n) => [part, inputs[n].value]));
    this.open(title, fields, () => this.askWith("waive", what, given()), inputs[0], inputs);
  }

  openLine(title, name, what, values) {
    const part = name === "note" ? "text" : "owner";
    const [input, label] = this.field(title, values[part]);
    const list = make("datalist");
    if (name === "assign") {
      list.id = `${this.tag}-owners`;
      put(list, ...(this.get("state").owners ?? []).map((one) => this.option(one, "")));
      input.setAttribute("list", list.id);
    }
    const needed = name === "note" ? [input] : [];
    this.open(title, [label, list], () => this.askWith(name, what, { [part]: input.value }), input, needed);
  }

  pressForm(event) {
    const digit = "１２３４５６７８９".indexOf(event.key) + 1 || Number(event.key);
    if (this.pick && digit >= 1 && digit <= 9 && !event.repeat) {
      event.preventDefault();
      this.pick(digit - 1);
    } else if (event.key === "Enter" && !event.target.matches("button") && !event.repeat) {
      event.preventDefault();
      this.submit?.();
    }
  }
}
