// The left pane: which documents are asked, and whether the pane is shown.
Object.assign(footnote, (() => {
  const { say, number, onChange, onClick, isPhone } = footnote;
  const LEFT_OUT = "footnote.left-out"; // ids of the documents that are not ticked, in this tab
  const HIDDEN = "footnote.left-hidden";

  const stored = (storage, key) => {
    try {
      return JSON.parse(storage.getItem(key));
    } catch {
      return null;
    }
  };
  const store = (storage, key, value) => {
    try {
      storage.setItem(key, JSON.stringify(value));
    } catch { /* the choice then holds until the page is left */ }
  };

  let leftOut = new Set(stored(sessionStorage, LEFT_OUT) ?? []);
  const boxes = () => [...document.querySelectorAll("#fn-shelf input[data-doc]")];
  const unticked = () =>
    boxes().filter((box) => !box.checked).map((box) => box.dataset.doc);

  const tell = () => {
    const line = document.getElementById("fn-asked-of");
    const all = boxes();
    if (!line) return;
    const asked = all.filter((box) => box.checked).length;
    const some = () => say("asked-some", { asked: number(asked), all: number(all.length) });
    const words = asked === all.length ? "" : asked ? some() : say("asked-none");
    if (line.textContent !== words) line.textContent = words;
  };
  const tick = (checked) => {
    boxes().forEach((box) => { box.checked = checked(box); });
    remember();
  };
  const remember = () => {
    leftOut = new Set(unticked());
    store(sessionStorage, LEFT_OUT, [...leftOut]);
    tell();
  };
  const seen = new WeakSet();
  onChange(() => {
    boxes().filter((box) => !seen.has(box)).forEach((box) => {
      seen.add(box);
      box.checked = !leftOut.has(box.dataset.doc);
    });
    tell();
    drawLeft();
  });

  const PICKS = {
    all: () => true,
    none: () => false,
    paper: (box) => box.dataset.role === "paper",
    source: (box) => box.dataset.role === "source",
  };
  onClick(".fn-pick", (button) => tick(PICKS[button.dataset.pick]));
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("#fn-shelf input[data-doc]")) remember();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "fn-find") return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    document.querySelectorAll("#fn-shelf .fn-docs li").forEach((item) => {
      item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
    });
  });

  // On a narrow screen the pane is away until it is asked for.
  const narrow = () => matchMedia("(max-width: 1100px)").matches;
  let hidden = null;
  const isHidden = () => hidden ?? (narrow() || stored(localStorage, HIDDEN) === true);
  const drawLeft = () => {
    const columns = document.getElementById("fn-columns");
    if (!columns) return;
    columns.classList.toggle("fn-left-hidden", isHidden());
    const expanded = String(!isHidden());
    document.querySelectorAll(".fn-toggle").forEach((toggle) => {
      if (toggle.getAttribute("aria-expanded") !== expanded) toggle.setAttribute("aria-expanded", expanded);
    });
  };
  onClick(".fn-toggle", () => {
    hidden = !isHidden();
    if (!narrow()) store(localStorage, HIDDEN, hidden);
    drawLeft();
    // The button that was pressed is gone: the one that takes its place has the focus.
    document.querySelector(hidden ? "#fn-toggle .fn-toggle" : "#fn-left .fn-toggle")?.focus();
  });
  onClick("[data-open], #fn-new", () => { if (isPhone()) { hidden = true; drawLeft(); } });

  return { unticked };
})());
