/** Brings a fresh clone to where everything runs; does nothing when it already is. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { modules, pinnedNode, recall, remember, root, run, say, stop } from './house.mjs'

function lockHash() {
  const lock = join(root, 'package-lock.json')
  if (!existsSync(lock)) stop('缺少 package-lock.json，请重新取一份完整的源码 · package-lock.json is missing; get the whole of the sources again')
  return createHash('sha256').update(readFileSync(lock)).digest('hex')
}

/** Installs the pinned packages, without running their install scripts, and the pinned Node. */
export function install({ cuda = false } = {}) {
  const lock = lockHash()
  const before = recall('installed')
  if (before?.lock !== lock || before.platform !== `${process.platform}-${process.arch}` || !existsSync(pinnedNode)) {
    say('正在安装依赖（仅第一次，约需一两分钟）· Installing packages, the first time only')
    if (run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']) !== 0)
      stop('依赖没有装好，请检查网络后重试 · Packages could not be installed; check the network and try again')
    say('正在安装 Node 24 · Installing the pinned Node 24')
    // The package holds no binary until its own script has fetched its platform's package from the same registry.
    const fetched = run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], { quiet: true }) === 0 && existsSync(pinnedNode)
    if (!fetched && !takeRunningNode())
      stop('Node 24 没有装好，请先自己安装 Node 24 再试 · The pinned Node could not be installed; install Node 24 yourself and try again')
    dropOtherPlatforms()
    remember('installed', { lock, platform: `${process.platform}-${process.arch}` })
  }
  if (cuda || hasNvidiaCard()) installCuda(cuda)
}

/** Where the registry has no binary for a platform, the Node that runs this serves, if it is new enough. */
function takeRunningNode() {
  if (Number(process.versions.node.split('.')[0]) < 24) return false
  mkdirSync(dirname(pinnedNode), { recursive: true })
  copyFileSync(process.execPath, pinnedNode)
  return true
}

/** ONNX Runtime's package carries every platform (290 MB); only this one's is used (45 MB on Linux). */
function dropOtherPlatforms() {
  const bin = join(modules, 'onnxruntime-node', 'bin', 'napi-v6')
  if (!existsSync(join(bin, process.platform, process.arch))) return
  say('只保留本机需要的运行库 · Keeping only this platform’s runtime libraries')
  for (const platform of readdirSync(bin)) {
    for (const arch of readdirSync(join(bin, platform))) {
      if (platform !== process.platform || arch !== process.arch) rmSync(join(bin, platform, arch), { recursive: true })
    }
  }
}

function hasNvidiaCard() {
  return process.platform === 'win32'
    ? existsSync(join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'nvcuda.dll'))
    : existsSync('/proc/driver/nvidia/version')
}

/** Whether to fetch what is missing: a failure is remembered so that a start does not wait each time, but whoever asks gets another try. */
export function shouldFetch({ missing, asked, failed, version }) {
  return missing.length > 0 && (asked || failed !== version)
}

/** CUDA's libraries are 540 MB, so they come only when an NVIDIA card is there or when asked for. */
function installCuda(asked) {
  const prefix = { 'linux-x64': 'linux-x64', 'win32-x64': 'win-x64' }[`${process.platform}-${process.arch}`]
  if (!prefix) return
  const { version } = JSON.parse(readFileSync(join(modules, 'node-llama-cpp', 'package.json'), 'utf8'))
  const missing = [`@node-llama-cpp/${prefix}-cuda`, `@node-llama-cpp/${prefix}-cuda-ext`].filter((name) => !existsSync(join(modules, name)))
  if (!shouldFetch({ missing, asked, failed: recall('cuda')?.failed, version })) return
  say('正在安装 NVIDIA 显卡支持（约 540 MB）· Installing NVIDIA support')
  const failed =
    run('npm', [
      'install',
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...missing.map((name) => `${name}@${version}`),
    ]) !== 0
  if (failed) {
    say(
      '显卡支持没有装好，将使用 Vulkan 或处理器；npm start -- --cuda 再试一次 · NVIDIA support could not be installed; Vulkan or the processor will be used; npm start -- --cuda tries again',
    )
    remember('cuda', { failed: version })
  }
  dropOtherPlatforms()
}
