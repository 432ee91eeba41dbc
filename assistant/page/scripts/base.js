// What the page's scripts share: one object, the words, and a few small helpers.
window.footnote = (() => {
  const dictionary = document.getElementById("fn-words");
  const words = JSON.parse(dictionary.textContent);
  const say = (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  // Gradio writes down the language of its own words, which is not always that of the page.
  const page = document.documentElement;
  const nameLanguage = () => { if (page.lang !== dictionary.lang) page.lang = dictionary.lang; };
  nameLanguage();
  new MutationObserver(nameLanguage).observe(page, { attributeFilter: ["lang"] });
  const number = (count) => count.toLocaleString(dictionary.lang);

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const linkButton = (text, attributes = {}) =>
    make("button", { type: "button", class: "fn-link", ...attributes }, text);

  // Addresses are relative, so that the page works below any path of a proxy.
  const post = async (address, value) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(value),
    });
    if (!answer.ok) throw new Error(await problemOf(answer));
    return answer;
  };
  const problemOf = async (answer) => {
    try {
      const told = await answer.json();
      return told.problem || told.detail || answer.statusText;
    } catch {
      return answer.statusText || say("lost");
    }
  };

  // Gradio draws its parts anew; what a script adds to them is added again after each change.
  const changes = [];
  let due = false;
  const changed = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      changes.forEach((act) => act());
    });
  };
  const onChange = (act) => {
    changes.push(act);
    changed();
  };
  new MutationObserver(changed).observe(document, { childList: true, subtree: true });

  const isPhone = () => matchMedia("(max-width: 800px)").matches;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (element, block) =>
    element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block });
  const scroller = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(box).overflowY);
      if (scrolls && box.scrollHeight > box.clientHeight) return box;
    }
    return null;
  };
  const onClick = (selector, act) =>
    document.addEventListener("click", (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  return {
    say, number, make, linkButton, post, problemOf, onChange, isPhone, calm, reveal, scroller, onClick,
  };
})();
