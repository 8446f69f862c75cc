/* Citations: the day of the reader's own clock, and buttons that copy. Without this script the
   fields can be selected, and the day filled in by the form. */
"use strict";

(() => {
  const section = document.querySelector(".citing");
  if (!section) return;

  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const chosen = section.querySelector("input[name=accessed]");
  if (!chosen.value) {
    chosen.value = today;
    for (const field of section.querySelectorAll("textarea[data-cited]")) {
      field.value = field.value.replace(`[${section.dataset.day}]`, `[${today}]`);
    }
    for (const field of section.querySelectorAll("textarea[data-bibtex]")) {
      field.value = field.value.replace(/\n\}\s*$/, `\n  urldate = {${today}},\n}\n`);
    }
    for (const link of section.querySelectorAll("a[data-dated]")) {
      link.search = `?accessed=${today}`;
    }
  }

  const copy = async (field) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
    field.select();
    if (!document.execCommand("copy")) throw new Error("not copied");
  };
  const said = section.querySelector("[data-copied]");
  for (const button of section.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.setAttribute("aria-label", `复制：${section.querySelector(`label[for="${button.dataset.copies}"]`).textContent}`);
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copies);
      try {
        await copy(field);
        said.textContent = button.textContent = "已复制";
      } catch {
        field.focus();
        field.select();
        said.textContent = "已选中，请按 Ctrl+C 复制";
      }
    });
  }
})();
