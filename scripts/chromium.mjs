/** Finds a Chromium for the browser tests; on Debian, as root, what they need is installed. */
import { existsSync, readdirSync } from 'node:fs'
import { run, say } from './house.mjs'

const known = [
  process.env.MOKE_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium, or null where there is none. */
export function chromium() {
  return known.find((path) => path && existsSync(path)) ?? null
}

/** Debian's Chromium without a window around its pages: a fifth less processor time for the same pages. */
const lighter = '/usr/bin/chromium-headless-shell'

/** Has tests use the lighter one where it is there and no other is named; benches measure the one that authors have. */
export function preferLighterChromium() {
  if (existsSync(lighter)) process.env.MOKE_CHROMIUM ??= lighter
}

/** Installs what the tests need and lack, where that can be done. */
export function bringChromium({ withLighter = false } = {}) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const missing = missingPackages({
    chromium: chromium() !== null,
    font: filesIn('/usr/share/fonts/opentype/noto').some((name) => name.includes('CJK')),
    vulkan: filesIn('/usr/share/vulkan/icd.d').some((name) => name.startsWith('lvp_icd')),
  })
  const wished = withLighter && !existsSync(lighter) ? ['chromium-headless-shell'] : []
  const all = [...missing, ...wished]
  if (all.length === 0) return
  say(`正在安装测试需要的 ${all.join('、')} · Installing what the tests need`)
  run('apt-get', ['update', '-qq'], { quiet: true })
  // By itself: an older Debian has no lighter one, and would install nothing.
  for (const packages of [missing, wished].filter(({ length }) => length > 0))
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } })
}

/** Debian's packages for what is not there. Mesa's software Vulkan device lets the graphics path be tested without a card; the font draws Chinese in pictures. */
export function missingPackages(there) {
  const packages = { chromium: 'chromium', font: 'fonts-noto-cjk', vulkan: 'mesa-vulkan-drivers' }
  return Object.entries(packages).flatMap(([what, name]) => (there[what] ? [] : [name]))
}

function filesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : []
}
