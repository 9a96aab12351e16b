/** Renders the icons from their SVG sources with Chromium; run after changing one: `node scripts/pack-icons.mjs`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromium as chromiumPath } from './chromium.mjs'
import { root } from './house.mjs'

const icons = join(root, 'resources', 'icons')
const pictures = [
  { source: 'icon.svg', size: 1024, file: 'icon.png' },
  { source: 'icon-mac.svg', size: 1024, file: 'icon-mac.png' },
  ...[512, 256, 128, 64].map((size) => ({ source: 'icon.svg', size, file: join('sizes', `${size}x${size}.png`) })),
  // Without the frame, which would be less than a pixel wide.
  ...[48, 32, 16].map((size) => ({ source: 'icon-small.svg', size, file: join('sizes', `${size}x${size}.png`) })),
]

const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
for (const { source, size, file } of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${readFileSync(join(icons, source), 'utf8')}`)
  await page.screenshot({ path: join(icons, file), omitBackground: true })
  await page.close()
}
await browser.close()
