/* A table that fits its place keeps its heading in sight; one that does not is scrolled sideways. */
const tables = document.querySelectorAll(".table-wrapper");
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.classList.remove("fits");
    target.classList.toggle("fits", target.scrollWidth <= target.clientWidth);
  }
});
tables.forEach((wrapper) => watcher.observe(wrapper));
