/* The SQL box: line numbers, colours, Shift+Enter to run, and a button that formats the text. */
document.addEventListener("DOMContentLoaded", () => {
  const input = document.querySelector("textarea#sql-editor");
  if (!input || !window.CodeMirror) {
    return;
  }
  const editor = window.CodeMirror.fromTextArea(input, {
    lineNumbers: true,
    lineWrapping: true,
    mode: "text/x-sql",
    screenReaderLabel: "SQL 语句",
  });
  editor.getInputField().setAttribute("aria-label", "SQL 语句");
  editor.setOption("extraKeys", {
    "Shift-Enter": () => input.form.requestSubmit(),
    Tab: false,
    "Shift-Tab": false,
  });
  const button = document.querySelector("button#sql-format");
  if (button && window.sqlFormatter) {
    button.hidden = false;
    button.addEventListener("click", () => {
      editor.setValue(window.sqlFormatter.format(editor.getValue()));
    });
  }
});
