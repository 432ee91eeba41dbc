// Evidence: a marker brings up its excerpt, the panel follows the message in view, on a telephone
// the evidence stands under its answer; more text around a quotation; copying.
(() => {
  const { say, make, onChange, onClick, isPhone, calm, reveal, scroller } = footnote;
  const UNDER = "u-"; // before the ids of what is shown a second time, under its answer

  const only = (name, element) => {
    document.querySelectorAll("." + name).forEach((other) => {
      if (!other.closest(".fn-under")) other.classList.remove(name);
    });
    element.classList.add(name);
  };
  const panel = () => document.getElementById("fn-panel");
  const sectionOf = (message) => document.getElementById("e" + message.id.slice(1));

  const showSection = (section) => {
    if (!section || section.classList.contains("fn-current")) return;
    only("fn-current", section);
    const box = panel();
    if (box) box.scrollTop = 0;
  };

  const showExcerpt = (id) => {
    const under = document.getElementById(UNDER + id);
    const card = isPhone() && under ? under : document.getElementById(id);
    if (!card) return;
    chosen = performance.now();
    const folded = card.closest("details.fn-evidence-under");
    if (folded) folded.open = true;
    else only("fn-current", card.closest(".fn-evidence"));
    document.querySelectorAll(".fn-selected").forEach((other) => other.classList.remove("fn-selected"));
    card.classList.add("fn-selected");
    reveal(card.querySelector("mark") || card, "center");
    card.focus({ preventScroll: true });
  };

  // Under each answer on a telephone; a copy, for Gradio may draw the panel anew at any time.
  const fillUnder = () => {
    document.querySelectorAll(".fn-message").forEach((message) => {
      const slot = message.querySelector(".fn-under");
      const section = sectionOf(message);
      if (!slot || !section || slot.dataset.of === String(section.textContent.length)) return;
      slot.dataset.of = String(section.textContent.length);
      const copy = section.cloneNode(true);
      copy.querySelector(".fn-asked")?.remove();
      copy.querySelectorAll(".fn-selected").forEach((one) => one.classList.remove("fn-selected"));
      [copy, ...copy.querySelectorAll("[id]")].forEach((one) => { one.id = UNDER + one.id; });
      const count = section.querySelectorAll(".fn-card").length;
      const folded = make(
        "details", { class: "fn-evidence-under" }, make("summary", {}, say("evidence", { n: count })),
      );
      folded.append(copy);
      slot.replaceChildren(folded);
    });
  };
  onChange(() => { if (isPhone()) fillUnder(); });

  // The evidence of the message that is being read: the last whose head is above the middle.
  const follow = (box) => {
    const middle = box.getBoundingClientRect().top + box.clientHeight * 0.6;
    const above = [...document.querySelectorAll(".fn-chat .fn-message")].filter(
      (message) => message.getBoundingClientRect().top < middle && sectionOf(message),
    );
    if (above.length) showSection(sectionOf(above.at(-1)));
  };
  const readBy = (event) => {
    const chat = event.target.closest?.(".fn-chat");
    const first = chat?.querySelector(".fn-message");
    const box = first && scroller(first);
    if (box) requestAnimationFrame(() => follow(box));
  };
  // By the person's own hand only: what the page itself scrolls must not change what was chosen.
  ["wheel", "touchmove", "keyup"].forEach((name) =>
    document.addEventListener(name, readBy, { passive: true }),
  );

  // Gradio's own following, which is off, goes to the end of an answer and stops at a long one.
  const A_MOMENT_MS = 500;
  let shown = 0, chosen = -A_MOMENT_MS; // when an excerpt was, which must stay in view
  const bringIntoView = () => {
    const count = document.querySelectorAll(".fn-chat .fn-question").length;
    const grown = count > shown;
    shown = count;
    if (!grown) return;
    setTimeout(() => {
      if (performance.now() - chosen < A_MOMENT_MS) return;
      const question = [...document.querySelectorAll(".fn-chat .fn-question")].at(-1);
      const box = question && scroller(question);
      if (!box) return;
      const top = question.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTo({ top: box.scrollTop + top - 16, behavior: calm() ? "auto" : "smooth" });
    }, 100);
  };
  let answers = 0;
  onChange(() => {
    const count = document.querySelectorAll(".fn-chat .fn-message, .fn-chat .fn-problem").length;
    if (count > answers) shown = Math.min(shown, count - 1); // an answer is longer than its wait
    answers = count;
    bringIntoView();
  });

  // Gradio calls its example questions a list, though they are buttons, which no list may hold.
  onChange(() => {
    document.querySelector('.fn-chat .examples[role="list"]')?.setAttribute("role", "group");
  });

  onClick("a.fn-marker, a.fn-back", (link, event) => {
    const id = link.getAttribute("href").slice(1);
    const target = document.getElementById(id);
    if (!target) return;
    event.preventDefault();
    if (link.matches(".fn-marker")) showExcerpt(id);
    else { reveal(target, "nearest"); target.focus({ preventScroll: true }); }
  });

  onClick("button.fn-more", (button) => {
    const quotation = button.closest("article").querySelector("blockquote");
    const more = button.getAttribute("aria-expanded") !== "true";
    quotation.querySelectorAll(".fn-far").forEach((far) => { far.hidden = !more; });
    quotation.querySelectorAll(".fn-dots").forEach((dots) => { dots.hidden = more; });
    button.setAttribute("aria-expanded", more);
    button.textContent = say(more ? "less" : "more");
  });

  onClick("button.fn-copy", async (button) => {
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = say("copied");
    } catch {
      button.textContent = say("not-copied");
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
})();
