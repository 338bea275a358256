// Messages to the session and their answers.

class Asking {
  get(name) {
    return this.model.get(name) ?? {};
  }

  get words() {
    return this.get("words");
  }

  ask(what, given = {}) {
    const id = `${this.tag}-${++this.count}`;
    this.asked.set(id, what);
    this.model.send({ id, do: what, ...given });
    const patience = what === "look" ? LOOK_AGAIN : PATIENCE;
    this.later(patience, () => {
      if (!this.asked.has(id)) return;
      if (what === "look") this.asked.delete(id);
      else this.tell(this.words.labels.silent, true);
    });
    return id;
  }

  later(wait, work) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, wait);
    this.timers.add(timer);
    return timer;
  }

  answered(said) {
    if (typeof said?.answered !== "string" || !this.asked.delete(said.answered)) return;
    const again = this.again?.id === said.answered ? this.again : null;
    const notice = this.get("state").notice ?? {};
    if (again) this.again = null;
    if (again && notice.bad && notice.n !== again.n && this.get("pair").on === again.on) {
      this.decide(again.name, again.values); // what was typed is not lost
    }
    if (this.silent) {
      this.silent = false;
      this.heard = -1;
      this.drawState();
    }
    this.drawButtons();
  }

  get isDeciding() {
    return [...this.asked.values()].some((what) => DECIDING.has(what) || what === "undo" || what === "redo");
  }

  look() {
    if (document.hidden || !this.root.isConnected) return;
    if (![...this.asked.values()].includes("look")) this.ask("look");
  }
}
