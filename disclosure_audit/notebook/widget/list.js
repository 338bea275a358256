// The rows of the list and the cursor among them.

class Listing extends Worded {
  drawList() {
    const listing = this.get("listing"), labels = this.words.labels;
    const here = listing.place == null ? null : listing.rows[listing.place - listing.first];
    this.cursor = here?.key ?? null;
    this.lists.value = listing.kind;
    this.views.value = listing.view ?? "";
    if (!this.filter.matches(":focus")) this.filter.value = listing.query ?? "";
    this.said.textContent = (listing.said ?? []).join(" · ");
    const head = put(make("tr"), make("th"), ...listing.columns.map((column) => this.columnHead(column)));
    const body = put(make("tbody"), ...listing.rows.map((row, n) => this.row(row, n, listing)));
    const table = put(make("table"), put(make("thead"), head), body);
    for (const node of [table, table.tHead, body]) node.setAttribute("role", "rowgroup");
    head.setAttribute("role", "row");
    table.setAttribute("role", "presentation");
    this.grid.setAttribute("aria-rowcount", String(listing.height + 1));
    const top = this.grid.scrollTop;
    put(this.grid, listing.rows.length ? table : make("p", "da-dim", listing.empty));
    this.grid.scrollTop = top;
    this.showCursor();
    const last = listing.first + listing.rows.length;
    const turn = (text, sign, to, isOff) => {
      const button = make("button", "da-plain", sign);
      button.type = "button";
      button.setAttribute("aria-label", text);
      button.disabled = isOff;
      button.addEventListener("click", () => this.ask("move", { to }));
      return button;
    };
    put(this.pages,
      turn(labels.previous_page, "‹", Math.max(0, listing.first - listing.page), listing.first === 0),
      make("span", "da-dim", listing.rows.length
        ? `${(listing.first + 1).toLocaleString("en")}–${last.toLocaleString("en")}` : "0"),
      turn(labels.next_page, "›", last, last >= listing.height));
    this.pages.hidden = listing.height <= listing.page;
    this.drawButtons();
  }

  columnHead(column) {
    const head = make("th", column.right ? "da-right" : "");
    head.setAttribute("role", "columnheader");
    head.setAttribute("aria-sort", column.sorted || "none");
    const sign = { ascending: " ▲", descending: " ▼" }[column.sorted] ?? "";
    const button = make("button", "da-plain", column.title + sign);
    button.type = "button";
    button.tabIndex = -1;
    button.addEventListener("click", () => this.ask("sort", { column: column.name }));
    return put(head, button);
  }

  row(row, n, listing) {
    const node = make("tr", row.marked ? "da-marked" : "");
    node.id = `${this.tag}-row-${n}`;
    node.dataset.key = row.key;
    node.setAttribute("role", "row");
    node.setAttribute("aria-rowindex", String(listing.first + n + 2));
    const lead = (row.marked ? "●" : "") + row.signs;
    node.append(make("td", "da-signs", lead));
    row.cells.forEach((text, at) => {
      const column = listing.columns[at];
      const cell = make("td", `da-col-${column.name}${column.right ? " da-right" : ""}`, text);
      cell.title = text;
      node.append(cell);
    });
    for (const cell of node.children) cell.setAttribute("role", "gridcell");
    node.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) this.ask("mark", { key: row.key });
      else this.go(row.key, 0);
    });
    return node;
  }

  showCursor() {
    let here = null;
    for (const node of this.grid.querySelectorAll("tbody tr")) {
      const isHere = node.dataset.key === this.cursor;
      node.classList.toggle("da-here", isHere);
      node.setAttribute("aria-selected", isHere ? "true" : "false");
      if (isHere) here = node;
    }
    if (!here) {
      this.grid.removeAttribute("aria-activedescendant");
      return;
    }
    this.grid.setAttribute("aria-activedescendant", here.id);
    const box = this.grid.getBoundingClientRect(), mine = here.getBoundingClientRect();
    const head = this.grid.querySelector("thead").offsetHeight;
    if (mine.top < box.top + head) this.grid.scrollTop -= box.top + head - mine.top;
    if (mine.bottom > box.bottom) this.grid.scrollTop += mine.bottom - box.bottom;
  }
}
