// Search as one types. Without this, the form's button does the same.
const form = document.getElementById("search");
const results = document.getElementById("results");
let timer;
let asked;

const search = async () => {
  const query = new URLSearchParams(new FormData(form));
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`/people/rows?${query}`, { signal: asked.signal });
    if (!answer.ok) return;
    results.innerHTML = await answer.text();
    history.replaceState(null, "", `/people?${query}`);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
};

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
