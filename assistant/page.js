// A click on a marker brings up its excerpt; "Copy" copies an answer with its citations; a new answer
// comes into view.
(() => {
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (element, block) =>
    element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block });

  const only = (name, element) => {
    document.querySelectorAll("." + name).forEach((other) => other.classList.remove(name));
    element.classList.add(name);
  };

  const showExcerpt = (card) => {
    only("fn-current", card.closest(".fn-evidence"));
    only("fn-selected", card);
    reveal(card.querySelector("mark") || card, "center");
    card.focus({ preventScroll: true });
  };

  const copy = async (button) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  };

  const scroller = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(box).overflowY);
      if (scrolls && box.scrollHeight > box.clientHeight) return box;
    }
    return null;
  };

  // Gradio's own following, which is off, goes to the end of an answer and stops at a long one.
  let answers = 0;
  const follow = () => {
    const shown = document.querySelectorAll(".fn-chat .fn-message, .fn-chat .fn-problem").length;
    const grown = shown > answers;
    answers = shown;
    if (!grown) return;
    setTimeout(() => {
      const question = [...document.querySelectorAll(".fn-chat .fn-question")].at(-1);
      const box = question && scroller(question);
      if (!box) return;
      const top = question.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTo({ top: box.scrollTop + top - 16, behavior: calm() ? "auto" : "smooth" });
    }, 100);
  };
  new MutationObserver(follow).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.fn-marker, a.fn-back");
    const button = event.target.closest?.("button.fn-copy");
    if (button) copy(button);
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    if (link.matches(".fn-marker")) showExcerpt(target);
    else { reveal(target, "nearest"); target.focus({ preventScroll: true }); }
  });
})();
