/** Finds a Chromium for the browser tests; on Debian, as root, installs it when it is absent. */
import { existsSync } from 'node:fs'
import { run, say } from './house.mjs'

const known = [process.env.MOKE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']

/** Path of a Chromium, or null where there is none and none can be installed. */
export function chromium() {
  const found = () => known.find((path) => path && existsSync(path)) ?? null
  if (!found() && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('正在安装 Chromium（测试用）· Installing Chromium for the tests')
    run('apt-get', ['update', '-qq'], { quiet: true })
    // Mesa's software Vulkan device lets the graphics path be tested without a card; the font draws Chinese in pictures.
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'mesa-vulkan-drivers'], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } })
  }
  return found()
}
