/**
 * `npm run dist`: builds the studio and packs it for this computer's system.
 *   --dir              the unpacked folder only, no installer
 *   --target OS-ARCH   for another system (linux-x64, win-x64, mac-arm64 …); may be given several times
 *   --electron DIR     an unpacked Electron, when it is somewhere else
 *   --output DIR       instead of release/
 *   --built            dist/ as it is, without building first
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { findElectron } from './electron.mjs'
import { modules, pinnedNode, run, say, stop } from './house.mjs'
import { install } from './install.mjs'
import { targetName, targets } from './pack-targets.mjs'

const { values: options } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    target: { type: 'string', multiple: true },
    electron: { type: 'string' },
    output: { type: 'string' },
    built: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (options.help) {
  say(`npm run dist -- [--dir] [--target OS-ARCH]... [--electron DIR] [--output DIR] [--built]\n  OS-ARCH: ${Object.keys(targets).join(', ')}`)
  process.exit(0)
}

if (!options.built) {
  install()
  build()
}
const here = targetName(process.platform, process.arch)
for (const name of options.target ?? [here]) await pack(name)

async function pack(name) {
  if (!targets[name]) stop(`没有 ${name} 这个目标 · There is no target ${name}; there are ${Object.keys(targets).join(', ')}`)
  const [os, arch] = name.split('-')
  const electron = await electronFor(name)
  say(`正在为 ${name} 打包 · Packing for ${name}`)
  const config = [electron && `-c.electronDist=${electron}`, options.output && `-c.directories.output=${options.output}`].filter(Boolean)
  const status = run(pinnedNode, [
    join('node_modules', 'electron-builder', 'cli.js'),
    `--${os}`,
    `--${arch}`,
    ...(options.dir ? ['--dir'] : []),
    '--publish',
    'never',
    ...config,
  ])
  if (status !== 0) stop(`${name} 没有打成 · ${name} was not packed: see the lines above`, status)
  say(`打好了，在 ${options.output ?? 'release'} 里 · Packed into ${options.output ?? 'release'}`)
}

/** This computer's own Electron is used as it is; electron-builder fetches another system's itself. */
async function electronFor(name) {
  if (options.electron) return existsSync(options.electron) ? options.electron : stop(`没有这个文件夹 · There is no folder ${options.electron}`)
  if (name !== here) return null
  // Whoever packs wants it now, whatever was noted before.
  const { path, reason } = await findElectron({ patience: 600_000, notes: { read: () => null, write: () => undefined } })
  if (!path)
    stop(
      `没有 Electron，不能打包：${reason} · Without Electron’s program there is nothing to pack around; fetch it with a network, or name a folder with --electron`,
    )
  return join(modules, 'electron', 'dist')
}
