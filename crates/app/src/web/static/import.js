// The drop zone and the live progress. Without this, the file field and a reload every two seconds do.
const drop = document.getElementById("drop");
const files = document.getElementById("files");
const form = document.getElementById("import");
const bar = document.getElementById("progress");

// All files below what was dropped; folders are walked.
const below = async (entry) => {
  if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader();
  const all = [];
  // A folder is told in pieces, until an empty one.
  for (;;) {
    const piece = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (!piece.length) return all;
    for (const inner of piece) all.push(...(await below(inner)));
  }
};

if (drop && files) {
  const chosen = document.getElementById("chosen");
  const show = () => {
    const names = [...files.files].map((file) => file.name);
    chosen.textContent = names.slice(0, 12).join(", ") + (names.length > 12 ? `, and ${names.length - 12} more` : "");
  };
  files.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    // What was dropped can only be asked for now, before anything is waited for.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    const kept = new DataTransfer();
    for (const file of files.files) kept.items.add(file);
    try {
      const found = entries.some((entry) => entry.isDirectory) ? (await Promise.all(entries.map(below))).flat() : plain;
      for (const file of found) kept.items.add(file);
      files.files = kept.files;
      show();
      form.querySelector("button.main").focus();
    } catch {
      chosen.textContent = "That could not be read; choose the files instead, or name their path.";
    }
  });
  form.addEventListener("submit", () => {
    form.querySelector("button.main").disabled = true;
    chosen.textContent = "Bringing the files in…";
  });
  window.addEventListener("pageshow", () => {
    form.querySelector("button.main").disabled = false;
  });
}

if (bar) {
  const events = new EventSource("/import/events");
  events.onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (now.done) {
      events.close();
      location.replace("/import/run");
      return;
    }
    // What no bytes measure has no share to show.
    if (now.permille === null) bar.removeAttribute("value");
    else bar.value = now.permille;
    document.getElementById("told").textContent = now.told;
  };
}
