// Keys. Everything they do can be done without them.
const help = document.getElementById("help");
const STORED = "line";

const typing = (target) => target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

// The lines of a page (today's few, the rows of people), and the one that has the focus.
const lines = () => [...document.querySelectorAll("[data-line]")];
const current = () => document.activeElement?.closest("[data-line]");
const enter = (line) => {
  line?.querySelector("a")?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const all = lines();
  if (!all.length) return false;
  const at = all.indexOf(current());
  enter(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  return true;
};

// What a key does: to the line with the focus, or to the one person that the page is about.
const act = (key) => {
  const scope = key === "u" ? document.querySelector(".flash") : lines().length ? current() : document.querySelector("main");
  const target = scope?.querySelector(`[data-do="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input")) target.focus();
  else target.click();
  if (target.matches("summary")) target.parentElement.querySelector("button")?.focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key, target } = event;
  const search = target.matches?.("#search input");
  if (typing(target) && !(search && key === "ArrowDown")) {
    if (key === "Escape") {
      const line = current();
      if (line) enter(line);
      else target.blur();
    }
    return;
  }
  if (help.open) return;
  if (key === "/") {
    const field = document.querySelector("#search input[name=q]") ?? document.getElementById("find");
    field.focus();
    field.select();
  } else if (key === "?") {
    help.showModal();
  } else if (key === "Escape") {
    const often = current()?.querySelector("details[open]");
    if (!often) return;
    often.open = false;
    enter(current());
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    if (!step(key === "ArrowDown" ? 1 : -1)) return;
  } else if (!act(key)) {
    const page = document.querySelector(`nav a[data-key="${CSS.escape(key)}"]`);
    if (!page) return;
    page.click();
  }
  event.preventDefault();
});

// After an act on a line the page comes anew: the focus goes back to where one was.
document.addEventListener("submit", (event) => {
  const at = lines().indexOf(event.target.closest("[data-line]"));
  if (at >= 0) sessionStorage.setItem(STORED, `${location.pathname} ${at}`);
});
const [page, at] = (sessionStorage.getItem(STORED) ?? "").split(" ");
sessionStorage.removeItem(STORED);
if (page === location.pathname) enter(lines()[Math.min(Number(at), lines().length - 1)]);

// What was said once is not said again on reload.
const here = new URL(location.href);
const said = ["seq", "word", "done"].filter((name) => here.searchParams.has(name));
if (said.length) {
  for (const name of said) here.searchParams.delete(name);
  history.replaceState(null, "", here);
}

// A text is copied with one press; without a script it is selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.closest("section").querySelector("textarea").value);
    button.textContent = "Copied";
  });
}
