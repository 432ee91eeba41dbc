// A PDF's page as a picture, the lines of the quotation marked on it.
(() => {
  const { say, make, linkButton, problemOf } = footnote;

  const query = (folded, page) =>
    new URLSearchParams({
      doc: folded.dataset.doc, page, start: folded.dataset.start, end: folded.dataset.end,
      version: folded.dataset.version,
    });

  const draw = async (folded, page) => {
    const body = folded.querySelector(".fn-sheet-body") ?? make("div", { class: "fn-sheet-body" });
    folded.append(body);
    body.replaceChildren(make("p", { class: "fn-hint", role: "status" }, say("sheet-loading")));
    try {
      const answer = await fetch("documents/page?" + query(folded, page));
      if (!answer.ok) throw new Error(await problemOf(answer));
      body.replaceChildren(...parts(folded, await answer.json()));
    } catch (error) {
      body.replaceChildren(make("p", { class: "fn-hint", role: "alert" }, error.message || say("lost")));
    }
  };

  const parts = (folded, sheet) => {
    const turn = (label, sign, page) => {
      const button = linkButton(sign, { "aria-label": label, title: label });
      button.disabled = page === null;
      button.addEventListener("click", () => draw(folded, page));
      return button;
    };
    const printed = sheet.label && sheet.label !== String(sheet.page)
      ? ", " + say("sheet-label", { label: sheet.label }) : "";
    const navigation = make("p", { class: "fn-turn" },
      turn(say("sheet-previous"), "‹", sheet.previous),
      make("span", {}, say("sheet-of", { page: sheet.page, pages: sheet.pages }) + printed),
      turn(say("sheet-next"), "›", sheet.next));
    const image = make("img", {
      src: sheet.image, alt: say("sheet-alt", { page: sheet.page }),
      width: sheet.width, height: sheet.height,
    });
    const picture = make("div", { class: "fn-picture" }, image, ...sheet.marks.map(mark));
    const shown = [navigation, picture];
    if (sheet.quoted && !sheet.found) {
      shown.splice(1, 0, make("p", { class: "fn-hint", role: "status" }, say("sheet-not-found")));
    } else if (!sheet.quoted) {
      const there = say("sheet-elsewhere", { page: folded.dataset.page });
      shown.splice(1, 0, make("p", { class: "fn-hint" }, there));
    }
    return shown;
  };
  const mark = ([left, top, width, height]) => {
    const line = make("span", { class: "fn-line" });
    const percent = (part) => `${part * 100}%`;
    Object.assign(line.style, {
      left: percent(left), top: percent(top), width: percent(width), height: percent(height),
    });
    return line;
  };

  document.addEventListener("toggle", (event) => {
    const folded = event.target;
    if (!folded.matches?.(".fn-sheet") || !folded.open || folded.querySelector(".fn-sheet-body")) return;
    draw(folded, folded.dataset.page);
  }, true);
})();
