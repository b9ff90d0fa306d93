// What is typed is kept in this tab until the server said that it is done: Back, a reload, a refusal or a server that is
// away lose nothing. Each form is known by what it is about and each field by its name, and not by where they stand: a
// list on the page may have changed meanwhile.
const came = performance.getEntriesByType("navigation")[0]?.type;
const asked = new URL(location.href).searchParams;
const isDone = ["seq", "word", "done"].some((name) => asked.has(name)) || document.querySelector("meta[name=done]");

const held = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const put = (key, draft) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // More than a browser keeps for a tab; it stands in the field all the same.
  }
};

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !["submit", "button", "file", "password"].includes(field.type));
const ticks = (field) => ["checkbox", "radio"].includes(field.type);
const chosen = (options, how) => [...options].filter((option) => option[how]).map((option) => option.value).join("\n");
const valueOf = (field) => (ticks(field) ? field.checked : field.value);
// What the field said when the page came.
const drawn = (field) =>
  ticks(field) ? field.defaultChecked
  : field.options ? chosen(field.options, "defaultSelected") || field.options[0]?.value
  : field.defaultValue;
const isTouched = (field) => field.type !== "hidden" && valueOf(field) !== drawn(field);

// Each field that somebody fills in, and what the form says that it was drawn on, by a name that is only its own.
const named = (form) => {
  const seen = new Map();
  return fieldsOf(form).flatMap((field) => {
    if (field.type === "hidden" && field.name !== "was") return [];
    const name =
      ticks(field) ? `${field.name}=${field.value}`
      : field.name === "was" ? `was ${field.value.split("=")[0]}`
      : field.name;
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return [[`${name} ${nth}`, field]];
  });
};

// Whom and what a form is about is in its address and in what the page put into it.
const ASIDE = ["opened-on", "was", "back", "from-page", "seen"];
const keyOf = (form) => {
  const action = form.getAttribute("action") ?? "";
  const fields = fieldsOf(form);
  const about = fields.filter((field) => field.type === "hidden" && !ASIDE.includes(field.name));
  const filled = new Set(fields.filter((field) => field.type !== "hidden").map((field) => field.name));
  return [
    "draft",
    // What is said of somebody is the same on whichever page it is said.
    action.startsWith("/person/") ? "" : location.pathname,
    action,
    ...about.map((field) => `${field.name}=${field.value}`),
    ...[...filled].sort(),
  ].join(" ");
};

const restore = (form, draft, always) => {
  const fields = named(form);
  const based = new Set(fields.filter(([, field]) => field.name === "was").map(([name]) => name.split(" ")[1]));
  let any = false;
  for (const [name, field] of fields) {
    if (!(name in draft)) continue;
    const [value, before] = draft[name];
    // Where the page proposes something else by now, it is about something else.
    if (!always && before !== null && before !== drawn(field) && !based.has(field.name) && field.name !== "was") continue;
    if (ticks(field)) field.checked = value;
    else field.value = value;
    any ||= field.type !== "hidden";
  }
  return any;
};

const sent = sessionStorage.getItem("sent");
if (sent && came === "navigate" && isDone) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
}

for (const form of document.querySelectorAll("form[method=post]")) {
  // A form that came back with what was not taken. It is the one that was sent, also where one comes here once more.
  const unsent = form.hasAttribute("data-unsent");
  let key = keyOf(form);
  if (form.matches(".again")) {
    key = (came === "navigate" ? sent : history.state?.draft) ?? key;
    history.replaceState({ draft: key }, "");
  }
  const keep = () => {
    const fields = named(form);
    const before = held(key) ?? {};
    const kept = unsent ? Object.fromEntries(Object.entries(before).filter(([name]) => !name.startsWith("was "))) : {};
    for (const [name, field] of fields) {
      // Also what the fields said as one began: what was changed since is told when it is sent.
      if (unsent && field.type !== "hidden") kept[name] = [valueOf(field), before[name]?.[1] ?? null];
      else if (isTouched(field) || field.name === "was") kept[name] = [valueOf(field), drawn(field)];
    }
    if (unsent || fields.some(([, field]) => isTouched(field))) put(key, kept);
    else sessionStorage.removeItem(key);
  };
  const draft = held(key);
  if (unsent && came === "navigate") {
    keep();
  } else if (draft) {
    if (restore(form, draft, unsent)) {
      for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    // On Back a browser fills in by itself what stood there when the page was left.
    const auto = form.getAttribute("autocomplete");
    form.setAttribute("autocomplete", "off");
    addEventListener("pageshow", () => {
      if (auto === null) form.removeAttribute("autocomplete");
      else form.setAttribute("autocomplete", auto);
    }, { once: true });
  }
  // And more may have been typed since, where it was refused.
  addEventListener("pageshow", () => {
    const newest = held(key);
    if (newest) restore(form, newest, unsent);
  });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

// What is looked for is kept for Back and a reload only: whoever comes anew looks for something else.
for (const form of document.querySelectorAll("form:not([method])")) {
  const key = `find ${location.pathname} ${form.getAttribute("action") ?? ""} ${form.id}`;
  const draft = held(key);
  if (came === "navigate") sessionStorage.removeItem(key);
  else if (draft && restore(form, draft, true)) {
    // What searches as one types is ready once all is loaded.
    addEventListener("load", () => form.dispatchEvent(new Event("input")));
  }
  form.addEventListener("input", () => {
    const fields = named(form).filter(([, field]) => isTouched(field));
    put(key, Object.fromEntries(fields.map(([name, field]) => [name, [valueOf(field), drawn(field)]])));
  });
}
