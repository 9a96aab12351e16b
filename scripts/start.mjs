/** `npm start`: installs and builds what is missing, then opens the studio in Electron or, without it, in the browser. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { become, pinnedNode, root, say, stop } from './house.mjs'
import { install } from './install.mjs'

const args = process.argv.slice(2)
const has = (flag) => args.includes(flag)

if (has('--help')) {
  console.log(`npm start [-- options]
  --browser          open in the browser even if Electron is there
  --no-open          print the address only
  --workspace DIR    keep the courses in DIR
  --port N           browser host: port to listen on (default 4747)
  --cuda             install NVIDIA support even if no card was found`)
  process.exit(0)
}
if (Number(process.versions.node.split('.')[0]) < 20) stop(`需要 Node 20 或更新的版本（现在是 ${process.version}）· Node 20 or newer is needed`)

install({ cuda: has('--cuda') })
build()

const passed = args.filter((arg) => arg !== '--browser' && arg !== '--cuda')
const electron = has('--browser') ? { reason: null } : await findElectron()
if (electron.path) {
  const child = spawn(electron.path, [root, ...passed], { stdio: 'inherit', env: { ...process.env, MOKE_NODE: pinnedNode } })
  child.on('exit', (code) => process.exit(code ?? 1))
} else {
  if (electron.reason) say(`没有 Electron（${electron.reason}），改用浏览器打开 · Electron is not available; opening in the browser`)
  become([join('dist', 'main', 'browser.js'), ...passed])
}

async function findElectron() {
  if (!existsSync(join(root, 'scripts', 'electron.mjs'))) return { reason: 'absent' }
  const { findElectron: find } = await import('./electron.mjs')
  return find()
}
