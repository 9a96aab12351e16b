/** Renders the icons from their SVG sources with Chromium; run after changing one: `node scripts/pack-icons.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromium as chromiumPath } from './chromium.mjs'
import { root } from './house.mjs'

const icons = join(root, 'resources', 'icons')
/** The frame of the large one would be less than a pixel wide in these. */
const small = 48

const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })

async function picture(source, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${readFileSync(join(icons, source), 'utf8')}`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

writeFileSync(join(icons, 'icon.png'), await picture('icon.svg', 1024))
for (const size of [16, 32, 48, 64, 128, 256, 512])
  writeFileSync(join(icons, 'sizes', `${size}x${size}.png`), await picture(size <= small ? 'icon-small.svg' : 'icon.svg', size))
writeFileSync(join(icons, 'icon.icns'), await macIcon())
await browser.close()

/** Apple's container: a type that says the size, the length, the PNG; types with 2x mean the same pixels on a dense display. */
async function macIcon() {
  const types = [
    ['icp4', 16],
    ['icp5', 32],
    ['ic11', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic13', 256],
    ['ic09', 512],
    ['ic14', 512],
    ['ic10', 1024],
  ]
  const entries = []
  for (const [type, size] of types) {
    const png = await picture(size <= small ? 'icon-small.svg' : 'icon-mac.svg', size)
    entries.push(header(type, png.length), png)
  }
  const body = Buffer.concat(entries)
  return Buffer.concat([header('icns', body.length), body])
}

function header(type, length) {
  const bytes = Buffer.alloc(8)
  bytes.write(type, 'latin1')
  bytes.writeUInt32BE(length + 8, 4)
  return bytes
}
