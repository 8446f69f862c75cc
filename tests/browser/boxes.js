/* What is measured of a page: boxes, never pixels, so that no font matters. Each function returns a
   list of faults in words. */
(() => {
  const seen = (element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    (element.getBoundingClientRect().width > 1 || getComputedStyle(element).display === "contents") &&
    !element.closest(".hidden, .skip, .toggle, .CodeMirror, [aria-hidden='true']");
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const place = (element) =>
    `${element.tagName.toLowerCase()}${element.className && typeof element.className === "string" ? "." + element.className.trim().split(/\s+/).join(".") : ""} “${short(element.textContent)}”`;

  function texts(root) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && node.parentElement && seen(node.parentElement)) {
        found.push(node);
      }
    }
    return found;
  }

  /* Between the last thing of the page and its footer. */
  function emptiness(most) {
    const main = document.querySelector("main");
    const bottoms = [...main.querySelectorAll("*")].filter(seen).map((one) => one.getBoundingClientRect().bottom);
    const last = Math.max(...texts(main).map((node) => box(node).bottom), main.getBoundingClientRect().top);
    const footer = document.querySelector("footer").getBoundingClientRect().top;
    const gap = footer - last;
    const isShort = footer <= innerHeight;
    return gap > most && !isShort ? [`${Math.round(gap)} px of nothing before the footer`] : [];
  }

  function box(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  }

  /* Numbers, codes, dates and words that stand in more than one line. */
  const WHOLE =
    /[A-Z]{1,6}(?:\/[A-Z]{1,3})? \d[\d.]*[-—]\d{4}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,3}(?:,\d{3})+|\d+(?:[-–]\d+)+|[0-9A-Za-z]+(?:[.:][0-9A-Za-z]+)*%?/g;
  const inAddress = (text, at) =>
    [...text.matchAll(/[!-~]+/g)].some(
      (word) => word.index <= at && at < word.index + word[0].length && /:\/\/|\w\.\w+.*\//.test(word[0]),
    );
  function broken() {
    const found = [];
    for (const node of texts(document.body)) {
      if (node.parentElement.closest("pre, code, textarea, .url, [data-kind='long']")) {
        continue;
      }
      for (const match of node.data.matchAll(WHOLE)) {
        if (match[0].length < 2 || match[0].length > 40 || inAddress(node.data, match.index)) {
          continue;
        }
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const lines = new Set([...range.getClientRects()].filter((one) => one.width > 0).map((one) => Math.round(one.top / 4)));
        const tops = [...range.getClientRects()].filter((one) => one.width > 0).map((one) => one.top);
        if (lines.size > 1 && Math.max(...tops) - Math.min(...tops) > 8) {
          found.push(`“${match[0]}” is broken in ${place(node.parentElement)}`);
        }
      }
    }
    return found;
  }

  /* The box of what scrolls by itself around an element: what is outside of it is not in sight. */
  function clip(element) {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowY)) {
        return one.getBoundingClientRect();
      }
    }
    return { top: -Infinity, bottom: Infinity };
  }

  /* Texts that lie on each other. */
  function overlaps() {
    const boxes = [];
    for (const node of texts(document.body)) {
      if (node.parentElement.closest("thead, .apply, svg")) {
        continue;
      }
      const window = clip(node.parentElement);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const one of range.getClientRects()) {
        if (one.width > 1 && one.height > 1 && one.top >= window.top && one.bottom <= window.bottom) {
          boxes.push({ one, node });
        }
      }
    }
    boxes.sort((a, b) => a.one.top - b.one.top);
    const found = [];
    for (let i = 0; i < boxes.length; i++) {
      const a = boxes[i].one;
      for (let j = i + 1; j < boxes.length && boxes[j].one.top < a.bottom; j++) {
        const b = boxes[j].one;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 2 && high > 0.45 * Math.min(a.height, b.height)) {
          found.push(`${place(boxes[i].node.parentElement)} lies on ${place(boxes[j].node.parentElement)}`);
        }
      }
    }
    return found;
  }

  /* Things wider than the screen. */
  function sideways() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) {
      return [];
    }
    const wide = [...document.querySelectorAll("body *")].filter(
      (one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".table-wrapper, pre"),
    );
    return [`the page is ${document.documentElement.scrollWidth} px wide: ${wide.slice(0, 3).map(place).join("; ")}`];
  }

  /* Tables in which another column is wider than that of the names. */
  function narrowTitles() {
    const found = [];
    for (const table of document.querySelectorAll("table.rows-and-columns")) {
      const cells = [...(table.tHead?.rows[0]?.cells ?? [])];
      const title = cells.find((cell) => cell.matches(".col-title, [data-kind='title']"));
      if (!title || getComputedStyle(table).display !== "table") {
        continue;
      }
      const width = title.getBoundingClientRect().width;
      for (const cell of cells) {
        if (cell.getBoundingClientRect().width > width + 1 && !["prose", "long"].includes(cell.dataset.kind)) {
          found.push(`${short(cell.textContent)} is wider than ${short(title.textContent)}`);
        }
      }
    }
    return found;
  }

  /* Texts that are too pale for their ground. */
  function pale() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const parse = (colour) => {
      if (!known.has(colour)) {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
      }
      return known.get(colour);
    };
    const over = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3])).concat(1);
    const light = (colour) => {
      const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      const layers = [];
      for (let one = element; one; one = one.parentElement) {
        layers.push(parse(getComputedStyle(one).backgroundColor));
      }
      return layers.reverse().reduce((below, layer) => over(layer, below), [1, 1, 1, 1]);
    };
    const found = new Map();
    for (const node of texts(document.body)) {
      const element = node.parentElement;
      const style = getComputedStyle(element);
      const inSvg = element.closest("svg");
      const back = ground(element);
      const colour = over(parse(inSvg ? style.fill : style.color), back);
      const [a, b] = [light(colour), light(back)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = parseFloat(style.fontSize);
      const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 3 : 4.5;
      if (ratio < least) {
        found.set(`${element.tagName}.${element.className}${style.color}`, `${ratio.toFixed(2)} in ${place(element)}`);
      }
    }
    return [...found.values()];
  }

  window.boxes = { emptiness, broken, overlaps, sideways, narrowTitles, pale };
})();
