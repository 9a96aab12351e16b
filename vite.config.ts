import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Of the faces of formulas only the form that Chromium takes: the older two would be two thirds of what is shipped. */
const oneFormOfFaces: Plugin = {
  name: 'one-form-of-faces',
  enforce: 'pre',
  transform: (code, id) => (/katex[^/]*\.css/.test(id) ? code.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, '') : undefined),
}

/** The page. The processes on Node are bundled by scripts/bundle.mjs. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [oneFormOfFaces, react()],
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
