/**
 * How the views are built: one page, no inline script or style, so that the strictest CSP holds.
 * The folder of this file is Vite's root: `vite build src-renderer`.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Vite itself asks for a default export here.
// eslint-disable-next-line no-restricted-syntax -- see the line above
export default defineConfig({
  // Relative addresses: the page is served from a loopback address or from the window's own scheme.
  base: './',
  cacheDir: '../node_modules/.cache/vite',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // A data: address would need a hole in font-src or script-src.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
  },
});
