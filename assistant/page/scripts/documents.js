// The Documents tab: a row's button removes its document or puts it back.
Object.assign(footnote, (() => {
  const { onClick } = footnote;
  let wanted = null;
  onClick("[data-act]", (button) => {
    const { act, doc, key } = button.dataset;
    wanted = { act, doc, key };
    document.getElementById("fn-act")?.click();
  });
  // Called by the page as that button of Gradio's is pressed: what is to be done.
  return { act: () => wanted };
})());
