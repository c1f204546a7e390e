import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const OUTPUT = "../functions/console/static";
const TEXT = new Set([".css", ".html", ".js", ".json", ".svg"]);
const FONT = /url\(["']?data:[^;,)]*;base64,([\w+/=]+)["']?\)/g;
const API = [
  "/systems",
  "/hooks",
  "/invoices",
  "/revenue",
  "/config.json",
  "/openapi.json",
  "/health",
];

/** Cloudscape's style sheet holds its fonts as data: URLs; as files they block no first paint. */
function fontFiles(): Plugin {
  return {
    name: "font-files",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && file.fileName.endsWith(".css")) {
          file.source = String(file.source).replace(FONT, (_, base64: string) => {
            const source = Buffer.from(base64, "base64");
            const name = this.emitFile({ type: "asset", name: "font.woff2", source });
            return `url("/${this.getFileName(name)}")`;
          });
        }
      }
    },
  };
}

/** API Gateway does not compress, so the function serves what is compressed here. */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    async closeBundle() {
      const files = await readdir(OUTPUT, { recursive: true });
      const texts = files.filter((file) => TEXT.has(extname(file)));
      await Promise.all(texts.map((file) => compress(join(OUTPUT, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}

export default defineConfig({
  plugins: [react(), fontFiles(), precompress()],
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    // The Content-Security-Policy allows no inlined assets.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    // `npm run dev` shows changes at once, against the embedded stack of `make up`.
    proxy: Object.fromEntries(API.map((path) => [path, "http://localhost:8000"])),
  },
});
