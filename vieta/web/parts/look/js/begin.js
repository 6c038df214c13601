// Says, before the page is drawn, that a script runs; everything works without it.
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("js-enabled", "govuk-frontend-supported");
});
