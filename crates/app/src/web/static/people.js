// Search as one types, and more rows as one scrolls. Without this, the form and the link to the next page do.
const form = document.getElementById("search");
const results = document.getElementById("results");
let timer;
let asked;

const fetched = async (query) => {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(`/people/rows?${query}`, { signal: asked.signal });
  return answer.ok ? answer.text() : null;
};

const search = async () => {
  const query = new URLSearchParams(new FormData(form));
  try {
    const rows = await fetched(query);
    if (rows === null) return;
    results.innerHTML = rows;
    history.replaceState(null, "", `/people?${query}`);
    watch();
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
};

// The link to the next page, once it comes near, gives way to the rows it leads to.
const more = async (link) => {
  try {
    const rows = await fetched(new URL(link.href).searchParams);
    if (rows === null || !link.isConnected) return;
    const next = document.createRange().createContextualFragment(rows);
    results.querySelector("tbody").append(...next.querySelectorAll("tbody tr"));
    link.parentElement.replaceWith(...next.querySelectorAll(".more"));
    watch();
  } catch {
    // The link is still there to be followed.
  }
};

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      more(target);
    }
  },
  { rootMargin: "800px" },
);
const watch = () => {
  near.disconnect();
  const link = results.querySelector("a[rel=next]");
  if (link) near.observe(link);
};
watch();

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
