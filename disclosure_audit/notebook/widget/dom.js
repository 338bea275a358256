// The page of the review widget. It shows what the session says and asks for what a person presses;
// every text from the run is set as text, never as markup, and nothing is fetched from anywhere.

const LOOK_EVERY = 2000; // ms between two looks at what others have written
const LOOK_AGAIN = 30000; // ms after which a look that was not answered is given up
const PATIENCE = 5000; // ms after which a person is told that nothing has answered
const TYPING = 250; // ms of rest after which a filter or the cursor is sent
const TAGS = { struck: "del", under: "ins", mark: "mark" };
const PLAIN_KEYS = {
  " ": "Space", Escape: "Esc", ArrowLeft: "Left", ArrowRight: "Right",
};
const MOVES = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
const ASKING = new Set(["dismiss", "waive", "note", "assign"]);
const DECIDING = new Set([
  "confirm", "dismiss", "waive", "same", "differ", "reopen", "repeat", "note", "flag", "assign",
]);
const SENT = new Set(["undo", "redo", "next", "previous", "lang", "mark_all", "findings", "links",
  "register", "catalog"]);

function make(tag, name = "", text = "") {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text) node.textContent = text;
  return node;
}

function put(node, ...children) {
  node.replaceChildren(...children.filter(Boolean));
  return node;
}

// A line of the session: [text, classes] each.
function line(spans, tag = "p") {
  const node = make(tag, "da-line");
  for (const [text, classes] of spans) {
    const names = classes ? classes.split(" ") : [];
    const kind = names.map((one) => TAGS[one]).find(Boolean) ?? "span";
    node.append(make(kind, names.map((one) => `da-${one}`).join(" "), text));
  }
  return node;
}

function isTyping(target) {
  return target.matches?.("input:not([type=radio]), textarea, select") ?? false;
}
