// Builds style sheets (left-to-right and right-to-left), script, typeface and mark into static/parts/.
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const look = dirname(fileURLToPath(import.meta.url));
const root = join(look, "..", "..", "..", "..");
const modules = join(root, "node_modules");
const out = join(look, "..", "static", "parts");

// A page asked for during a build gets the old file or the new one, never half of one.
function write(name, text) {
  writeFileSync(join(out, `.${name}.new`), text);
  renameSync(join(out, `.${name}.new`), join(out, name));
}

function compile(name) {
  return sass.compile(join(look, "scss", name), {
    loadPaths: [modules, root],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "mixed-decls", "if-function"],
    logger: sass.Logger.silent,
  }).css.replace(/^\uFEFF/, "");
}

function typeface() {
  const home = join(modules, "@fontsource-variable", "source-sans-3");
  const faces = ["index.css", "wght-italic.css"].map((name) => readFileSync(join(home, name), "utf8")).join("\n");
  const kept = faces.split("@font-face").filter((face) => !face.includes("vietnamese")).join("@font-face");
  for (const name of readdirSync(join(home, "files"))) {
    if (!name.includes("vietnamese")) cpSync(join(home, "files", name), join(out, "fonts", name));
  }
  cpSync(join(home, "LICENSE"), join(out, "fonts", "LICENSE"));
  return kept.replaceAll("./files/", "./fonts/").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "");
}

mkdirSync(join(out, "fonts"), { recursive: true });

// Our own sheet is outside the layer, so it always wins over the frame whatever the specificity.
const sheet = `${typeface()}\n@layer frame{${compile("frame.scss")}}\n${compile("vieta.scss")}\n`;
write("vieta.css", sheet);
write("vieta.rtl.css", rtlcss.process(sheet));

cpSync(join(look, "mark"), out, { recursive: true });
cpSync(join(look, "js"), out, { recursive: true });
