/* Long facets get a box that looks for a value; all values of a facet are listed in place. */
const LONG = 10;

function addFinder(facet) {
  const rows = [...facet.querySelectorAll("li")];
  if (rows.length <= LONG || facet.querySelector(".finder")) {
    return;
  }
  const finder = document.createElement("input");
  finder.type = "search";
  finder.className = "finder";
  finder.placeholder = `查找${facet.dataset.title}`;
  finder.setAttribute("aria-label", finder.placeholder);
  finder.autocomplete = "off";
  facet.querySelector("summary").after(finder);
  const nothing = document.createElement("p");
  nothing.className = "meta";
  nothing.setAttribute("role", "status");
  finder.after(nothing);
  finder.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
    }
  });
  finder.addEventListener("input", async () => {
    await listAll(facet);
    const words = finder.value.trim().toLowerCase().split(/\s+/);
    let found = 0;
    for (const row of facet.querySelectorAll("li")) {
      const text = row.querySelector("a").textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      found += row.hidden ? 0 : 1;
    }
    nothing.textContent = found ? "" : "没有这样的值";
    const more = facet.querySelector(".more");
    if (more && finder.value.trim()) {
      more.open = true;
    }
  });
}

/* Fetch the page that lists all values of the facet and take its values over. Asked once. */
function listAll(facet) {
  const link = facet.querySelector(".facet-truncated a");
  if (!link) {
    return facet.listing;
  }
  link.parentElement.remove();
  facet.listing = fetch(link.href)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      const ticked = new Set(
        [...facet.querySelectorAll("input:checked")].map((box) => `${box.name}=${box.value}`),
      );
      const lists = page.getElementById(facet.id).querySelectorAll("ul, .more");
      facet.querySelectorAll("ul, .more").forEach((list) => list.remove());
      facet.append(...[...lists].filter((list) => list.parentElement.id === facet.id));
      for (const box of facet.querySelectorAll("li input")) {
        box.checked ||= ticked.has(`${box.name}=${box.value}`);
      }
      const more = facet.querySelector(".more");
      if (more) {
        more.open = true;
      }
    })
    .catch(() => {
      location.assign(link.href);
    });
  return facet.listing;
}

for (const facet of document.querySelectorAll(".facet-info")) {
  addFinder(facet);
  const link = facet.querySelector(".facet-truncated a");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    listAll(facet);
  });
}
