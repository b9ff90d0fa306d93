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
if (here.searchParams.has("seq") || here.searchParams.has("word")) {
  here.searchParams.delete("seq");
  here.searchParams.delete("word");
  history.replaceState(null, "", here);
}

// What is typed is kept in this tab until it was sent and answered: Back, a reload or a server that is away lose nothing.
const forms = [...document.querySelectorAll("form[method=post]:not(.again)")];
const draftOf = (form) => `draft ${location.pathname} ${form.getAttribute("action")} ${forms.indexOf(form)}`;
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !["submit", "button", "file", "password"].includes(field.type));
const isTouched = (field) =>
  field.type === "hidden" ? false
  : ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked
  : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
  : field.value !== field.defaultValue;
const sent = sessionStorage.getItem("sent");
const came = performance.getEntriesByType("navigation")[0]?.type;
if (sent && came === "navigate" && document.referrer.startsWith(location.origin)) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
}
for (const form of forms) {
  const draft = JSON.parse(sessionStorage.getItem(draftOf(form)) ?? "null");
  if (draft) {
    const fields = fieldsOf(form);
    for (const [at, value] of draft) {
      const field = fields[at];
      if (!field) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = value;
      else field.value = value;
    }
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  const keep = () => {
    const fields = fieldsOf(form);
    // Also what the fields said as one began: what was changed since is told when it is sent.
    const kept = fields.flatMap((field, at) =>
      isTouched(field) || field.name === "was" ? [[at, field.type === "checkbox" ? field.checked : field.value]] : []);
    if (fields.some(isTouched)) sessionStorage.setItem(draftOf(form), JSON.stringify(kept));
    else sessionStorage.removeItem(draftOf(form));
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => sessionStorage.setItem("sent", draftOf(form)));
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
