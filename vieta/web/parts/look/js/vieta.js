// Small comforts on top of pages that already work: menus that close, focus on what went wrong, sheets that count.

const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});

// What went wrong is read first; each of its links goes to the field, with the question in sight.
const summary = document.querySelector(".govuk-error-summary");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.closest(".govuk-form-group")?.scrollIntoView();
  field.focus({ preventScroll: true });
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});

// The attendance sheet: one press marks everybody, and the count is said aloud.
for (const sheet of document.querySelectorAll("[data-sheet]")) {
  const here = [...sheet.querySelectorAll("input[data-here]")];
  const count = sheet.querySelector("[data-sheet-count]");
  const say = () => (count.textContent = count.dataset.words.replace("%n", here.filter((box) => box.checked).length));
  const all = sheet.querySelector("[data-sheet-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const box of here) box.checked = true;
    say();
  });
  sheet.addEventListener("change", say);
  say();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A box that holds more than it shows says so, as long as it does.
const wider = new ResizeObserver((boxes) => {
  for (const { target } of boxes) target.querySelector(".v-wider").hidden = target.scrollWidth <= target.clientWidth + 1;
});
for (const box of document.querySelectorAll(".v-scroll, .v-figure__picture")) {
  const hint = document.createElement("p");
  hint.className = "v-wider v-noprint";
  hint.hidden = true;
  hint.textContent = document.body.dataset.wider;
  box.prepend(hint);
  wider.observe(box);
}

// Trying something: the answer to a form of questions is shown beside it as soon as an answer changes.
for (const form of document.querySelectorAll("form[data-live]")) {
  let wait, asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch(`?${new URLSearchParams(new FormData(form))}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.getElementById(form.dataset.live);
      if (part && mine === asked && answer.ok) document.getElementById(form.dataset.live).replaceChildren(...part.childNodes);
    }, 250);
  });
}

// The matching table: a mentor dragged onto somebody opens what it would mean. Every step of it is a link or a list as well.
const drops = document.querySelectorAll("[data-drop]");
if (drops.length) {
  for (const hint of document.querySelectorAll("[data-drag-hint]")) hint.hidden = false;
  for (const mentor of document.querySelectorAll("[data-mentor]")) {
    mentor.draggable = true;
    mentor.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/x-mentor", mentor.dataset.mentor);
      event.dataTransfer.effectAllowed = "link";
    });
  }
  for (const place of drops) {
    const over = (event) => {
      if (!event.dataTransfer.types.includes("text/x-mentor")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
      place.classList.add("is-over");
    };
    place.addEventListener("dragenter", over);
    place.addEventListener("dragover", over);
    place.addEventListener("dragleave", () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("is-over");
      location.href = `${place.dataset.drop}?mentor=${encodeURIComponent(event.dataTransfer.getData("text/x-mentor"))}`;
    });
  }
}
