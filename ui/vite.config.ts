import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    target: ["safari18", "chrome120"],
    outDir: "dist",
    emptyOutDir: true,
    // The policy allows fonts and images as files of our own; a file is cached, a data: URL is not.
    assetsInlineLimit: 0,
    // The editor is one lazy chunk, read from the disk or from this machine.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  resolve: process.env.VITEST ? { conditions: ["browser"] } : undefined,
  server: { port: 5173, strictPort: true },
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"], restoreMocks: true },
});
