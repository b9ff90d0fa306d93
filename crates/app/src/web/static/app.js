// Keys. Everything they do can be done without them.
const help = document.getElementById("help");

const typing = (target) => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (help.open) return;
  if (event.key === "/") {
    event.preventDefault();
    const field = document.querySelector("#search input[name=q]") ?? document.getElementById("find");
    field.focus();
    field.select();
  } else if (event.key === "?") {
    event.preventDefault();
    help.showModal();
  } else {
    document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

// What was said once is not said again on reload.
const here = new URL(location.href);
if (here.searchParams.has("said")) {
  here.searchParams.delete("said");
  here.searchParams.delete("seq");
  history.replaceState(null, "", here);
}
