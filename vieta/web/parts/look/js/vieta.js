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
