// Work behind the page, whoever started it: how far it is, and when the index has changed.
(() => {
  const { say, make } = footnote;
  const OFTEN_MS = 1000, SELDOM_MS = 5000;
  let seen = "", generation = null, timer = 0;

  const put = (id, html) => {
    const place = document.getElementById(id);
    if (place && html !== undefined) place.innerHTML = html; // markup of our server, escaped there
  };
  const look = async () => {
    clearTimeout(timer);
    let running = false;
    try {
      const answer = await fetch("status?seen=" + encodeURIComponent(seen));
      if (answer.status === 401) loggedOut();
      if (answer.ok) {
        const state = await answer.json();
        running = state.running;
        if (state.seen !== seen) {
          seen = state.seen;
          put("fn-rebuild-state", state.rebuild);
          put("fn-evaluation-state", state.evaluation);
          document.body.classList.toggle("fn-rebuilding", state.rebuilding);
          document.body.classList.toggle("fn-evaluating", state.evaluating);
        }
        if (generation !== null && generation !== state.generation) {
          document.getElementById("fn-look")?.click();
        }
        generation = state.generation;
        if (was && !running) refreshReport();
        was = running;
      }
    } catch { put("fn-rebuild-state", ""); }
    timer = setTimeout(look, running ? OFTEN_MS : SELDOM_MS);
  };
  let was = false;
  const loggedOut = () => {
    if (document.querySelector(".fn-banner")) return;
    const again = make("a", { href: "", class: "fn-open" }, say("log-in"));
    document.body.prepend(make("div", { class: "fn-banner", role: "alert" }, say("logged-out") + " ", again));
  };
  const refreshReport = () => {
    document.getElementById("fn-look")?.click();
    const frame = document.getElementById("fn-report-frame");
    if (frame) frame.src = frame.getAttribute("src");
  };
  footnote.lookAtJobs = () => setTimeout(look, 100);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else look();
  });
  footnote.onChange(() => {
    // Drawn anew by Gradio, the places are empty; the next look fills them.
    const place = document.getElementById("fn-rebuild-state");
    if (place && !place.dataset.met) { place.dataset.met = "1"; seen = ""; look(); }
  });
})();
