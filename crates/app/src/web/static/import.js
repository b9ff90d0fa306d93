// The drop zone and the live progress. Without this, the file field and a reload every two seconds do.
const drop = document.getElementById("drop");
const files = document.getElementById("files");
const bar = document.getElementById("progress");

if (drop && files) {
  const show = () => {
    const names = [...files.files].map((file) => file.name);
    document.getElementById("chosen").textContent = names.slice(0, 12).join(", ") + (names.length > 12 ? " …" : "");
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
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      show();
    }
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
    bar.value = now.permille;
    document.getElementById("told").textContent = now.told;
  };
}
