// Small comforts on top of pages that already work: menus that close, focus on what went wrong, sheets that count.
// build.mjs puts this file behind the frame's own classes, in one module.
/* global CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, createAll */

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios]) createAll(part);

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

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// A filter with data-now is applied as soon as one of its lists changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-now]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

// The attendance sheet: one press marks everybody, and the count is said aloud.
for (const sheet of document.querySelectorAll("[data-sheet]")) {
  const count = sheet.querySelector("[data-sheet-count]");
  const say = () => {
    const chosen = sheet.querySelectorAll("input[data-here]:checked").length;
    if (count) count.textContent = count.dataset.words.replace("%n", chosen);
  };
  sheet.querySelector("[data-sheet-all]")?.addEventListener("click", () => {
    for (const box of sheet.querySelectorAll("input[data-here]")) box.checked = true;
    say();
  });
  sheet.addEventListener("change", say);
  say();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
