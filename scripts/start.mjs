/** `npm start`: installs and builds what is missing, then opens the studio in Electron or, without it, in the browser. */
import { join } from 'node:path'
import { build } from './build.mjs'
import { findElectron } from './electron.mjs'
import { become, pinnedNode, root, say, stop } from './house.mjs'
import { install } from './install.mjs'
import { noWindow, runWindow } from './window.mjs'

const args = process.argv.slice(2)
const has = (flag) => args.includes(flag)

if (has('--help')) {
  console.log(`npm start [-- options]
  --browser          open in the browser even if Electron is there
  --no-open          print the address only
  --workspace DIR    keep the courses in DIR
  --backups DIR      make backups in DIR until another folder is chosen
  --port N           browser host: port to listen on (default 4747)
  --electron         fetch Electron’s program, if it could not be fetched before
  --cuda             install NVIDIA support, if it could not be installed or no card was found`)
  process.exit(0)
}
if (Number(process.versions.node.split('.')[0]) < 20) stop(`需要 Node 20 或更新的版本（现在是 ${process.version}）· Node 20 or newer is needed`)

install({ cuda: has('--cuda') })
build()

const passed = args.filter((arg) => !['--browser', '--electron', '--cuda'].includes(arg))
const electron = has('--browser') ? { reason: null } : await findWindow()
if (electron.path) {
  const { status, failed } = await runWindow(electron.path, [root, ...passed], { env: { MOKE_NODE: pinnedNode } })
  if (!failed) process.exit(status)
  say(`窗口没有打开（${failed}），改用浏览器打开 · The window did not open; opening in the browser`)
} else if (electron.reason) {
  const again = electron.again ? '；npm start -- --electron 再取一次 / tries again' : ''
  say(`不能用 Electron（${electron.reason}${again}），改用浏览器打开 · Electron is not available; opening in the browser`)
}
become([join('dist', 'main', 'browser.js'), ...passed])

/** Fetches nothing where no window could be shown. */
async function findWindow() {
  const reason = noWindow()
  return reason ? { reason } : findElectron({ asked: has('--electron') })
}
