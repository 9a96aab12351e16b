import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page. The processes on Node are bundled by scripts/bundle.mjs. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  // Fonts and small pictures stay files: the content security policy allows no data: fonts.
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
  },
})
