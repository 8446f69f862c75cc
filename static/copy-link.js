// A button that copies beside every read-only field of class copy-text. Without a script, the field
// is there to copy from.
"use strict";
for (const field of document.querySelectorAll("input.copy-text")) {
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "复制";
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "已复制";
    } catch {
      button.textContent = "请按 Ctrl+C 复制";
    }
  });
  field.after(button);
}
