// Conversations: kept in this browser, an entry each, and handed to the server with each question.
Object.assign(footnote, (() => {
  const { say, make, linkButton, post, onChange, onClick } = footnote;
  const PREFIX = "footnote.conversation.";
  const OPEN = "footnote.open"; // in this tab: another tab may have another one open
  const ASKING = "footnote.asking"; // the question that this tab waits for an answer to
  const TITLE_CHARS = 60;
  let open = null; // as the server sent it last
  let editing = 0; // the number of the question that is asked anew; 0 for none
  let notice = "";
  let verdicts = {}; // of the open conversation, by the number of the answer
  let loading = true;

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const records = () => {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => [key, read(key)])
        .filter(([, record]) => record?.stored?.exchanges?.length)
        .sort(([, one], [, other]) => other.at - one.at);
    } catch {
      return [];
    }
  };
  const recordOf = (id) => read(PREFIX + id);
  const titleOf = (stored) => String(stored.exchanges[0].question ?? "").slice(0, TITLE_CHARS);

  // The oldest go first where the storage is full; the open one never goes.
  const write = (key, record) => {
    const text = JSON.stringify(record);
    for (;;) {
      try {
        localStorage.setItem(key, text);
        return;
      } catch {
        const oldest = records().filter(([other]) => other !== key).at(-1);
        if (!oldest) { notice = say("storage-none"); return; }
        localStorage.removeItem(oldest[0]);
        notice = say("storage-full");
      }
    }
  };

  const keep = (stored) => {
    document.body.classList.remove("fn-asking");
    tab.set(ASKING, "");
    open = stored;
    verdicts = {};
    if (stored?.id && stored.exchanges?.length) {
      const before = recordOf(stored.id) ?? {};
      verdicts = before.verdicts ?? {};
      write(PREFIX + stored.id, { ...before, at: Date.now(), stored });
      tab.set(OPEN, stored.id);
    }
    draw();
    setTimeout(showEnd, 300);
    return [];
  };
  // A step of what was stopped can be drawn after its end: what is kept is what holds.
  const showEnd = () => {
    const asking = document.body.classList.contains("fn-asking");
    if (!asking && document.querySelector(".fn-chat .fn-pending")) {
      document.getElementById("fn-opener")?.click();
    }
  };
  // What outlives a reload of this tab, and is no other tab's.
  const tab = {
    set: (key, text) => {
      try {
        if (text) sessionStorage.setItem(key, text);
        else sessionStorage.removeItem(key);
      } catch { notice = say("storage-none"); }
    },
    get: (key) => {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
  };

  // Called by the page as it loads, and as a conversation is chosen: what is to be shown.
  const opened = () => {
    const id = tab.get(OPEN);
    const record = id ? recordOf(id) : null;
    open = record?.stored ?? null;
    verdicts = record?.verdicts ?? {};
    stopEditing();
    draw();
    if (loading) putBack();
    loading = false;
    return [open];
  };
  // A page that was left before the answer came has its question in the box again.
  const putBack = () => {
    const question = tab.get(ASKING);
    tab.set(ASKING, "");
    if (question && !box()?.value) fill(question);
  };
  const show = (id) => {
    tab.set(OPEN, id);
    document.getElementById("fn-opener")?.click();
    document.querySelector("#fn-question-box textarea")?.focus();
  };

  const asked = (question, stored) => {
    let before = stored;
    if (editing && before) {
      before = { ...before, exchanges: before.exchanges.filter((each) => each.number < editing) };
    }
    stopEditing();
    tab.set(ASKING, question);
    document.body.classList.add("fn-asking");
    return [question, before, footnote.unticked()];
  };

  const box = () => document.querySelector("#fn-question-box textarea");
  const fill = (text) => {
    const field = box();
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const startEditing = (number) => {
    const exchange = open?.exchanges?.find((each) => each.number === number);
    if (!exchange) return;
    editing = number;
    fill(exchange.question);
    const line = document.getElementById("fn-editing");
    line.querySelector("span").textContent = say("editing", { n: number });
    line.hidden = false;
  };
  const stopEditing = () => {
    editing = 0;
    const line = document.getElementById("fn-editing");
    if (line) line.hidden = true;
  };

  const draw = () => {
    const list = document.getElementById("fn-kept");
    if (!list) return;
    list.dataset.drawn = "1";
    const all = records();
    list.replaceChildren(...all.map(([key, record]) => {
      const id = key.slice(PREFIX.length);
      const title = titleOf(record.stored);
      const current = open?.id === id ? { "aria-current": "true" } : {};
      return make("li", {},
        linkButton(title, { "data-open": id, title, ...current }),
        linkButton("×", {
          "data-delete": id, "aria-label": say("delete-named", { title }), title: say("delete"),
        }),
      );
    }));
    const none = document.getElementById("fn-none-kept");
    none.hidden = all.length > 0 && !notice;
    if (notice) none.textContent = notice;
    document.getElementById("fn-saves").hidden = !open?.exchanges?.length;
  };
  // What is kept can be megabytes: it is read as it changes, not as the page is drawn.
  onChange(() => {
    if (!document.getElementById("fn-kept")?.dataset.drawn) draw();
    drawVerdicts();
  });
  window.addEventListener("storage", draw); // another tab kept or deleted one

  const forget = (id) => {
    localStorage.removeItem(PREFIX + id);
    if (open?.id === id) show("");
    else draw();
  };

  const save = async (form, button) => {
    try {
      const answer = await post("conversations/export?form=" + form, open);
      const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
      const link = make("a", {
        href: URL.createObjectURL(await answer.blob()),
        download: named ? decodeURIComponent(named[1]) : "conversation",
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      button.after(make("span", { role: "alert" }, " " + say("not-saved", { why: error.message })));
    }
  };

  // Thumbs: kept with the conversation, so that they show again, and sent to the server's file.
  const send = async (number, verdict, word, told) => {
    try {
      await post("feedback", { conversation: open, number, verdict, word });
      const record = recordOf(open.id);
      if (record) {
        verdicts = { ...record.verdicts, [number]: verdict };
        write(PREFIX + open.id, { ...record, verdicts });
      }
      told.textContent = say("thanks");
    } catch (error) {
      told.textContent = say("not-thanked", { why: error.message });
    }
    drawVerdicts();
  };
  const drawVerdicts = () => {
    document.querySelectorAll(".fn-thumb").forEach((thumb) => {
      const pressed = String(verdicts[thumb.dataset.number] === thumb.dataset.verdict);
      if (thumb.getAttribute("aria-pressed") !== pressed) thumb.setAttribute("aria-pressed", pressed);
    });
  };
  // The verdict counts at once; a word on it takes its place.
  const judge = (thumb) => {
    const { number, verdict } = thumb.dataset;
    const actions = thumb.closest(".fn-actions");
    actions.querySelector("form")?.remove();
    const told = actions.querySelector(".fn-thanks");
    told.textContent = "";
    send(Number(number), verdict, "", told);
    const word = make("input", { maxlength: "500", "aria-label": say("word"), placeholder: say("word") });
    const form = make("form", { class: "fn-why-form" }, word,
      make("button", { type: "submit", class: "fn-link" }, say("send-word")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.remove();
      if (word.value.trim()) send(Number(number), verdict, word.value, told);
    });
    actions.append(form);
    word.focus();
  };

  onClick("[data-open]", (button) => show(button.dataset.open));
  onClick("[data-delete]", (button) => {
    if (button.dataset.sure) forget(button.dataset.delete);
    else { button.dataset.sure = "1"; button.textContent = say("delete-sure"); }
  });
  onClick("#fn-new", () => show(""));
  onClick(".fn-edit", (button) => startEditing(Number(button.dataset.number)));
  onClick("#fn-cancel-edit", () => { stopEditing(); fill(""); });
  onClick(".fn-save", (button) => save(button.dataset.form, button));
  onClick(".fn-thumb", judge);

  return { keep, opened, asked };
})());
