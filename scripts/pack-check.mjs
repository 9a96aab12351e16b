/**
 * Judges a packed folder by its files alone: what must be there is there, native code lies outside the
 * archive and is this target's, nothing of development is in it. Every complaint is a sentence with a path.
 */
import { existsSync, lstatSync, openSync, readdirSync, readFileSync, readSync, closeSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { extractFile, getRawHeader } from '@electron/asar'
import { root } from './house.mjs'
import { hasNativeName, nativeCode } from './pack-binary.mjs'
import { fontFiles } from './pack-fonts.mjs'
import { holds, nativeNames, nodeFile, targets } from './pack-targets.mjs'

/** Files that every package has, in the archive and beside it. */
const inside = [
  'package.json',
  'dist/main/electron.js',
  'dist/main/browser.js',
  'dist/preload/bridge.cjs',
  'dist/renderer/index.html',
  'node_modules/better-sqlite3/lib/index.js',
]
const outside = [
  'dist/engine/package.json',
  'dist/engine/worker.js',
  'dist/engine/trainer.js',
  'dist/engine/moke.js',
  'dist/engine/tokenizer.js',
  'dist/main/facts.cjs',
  'dist/main/markdown.cjs',
  'dist/main/reading.mjs',
  'dist/main/publishing.mjs',
  'dist/main/pictures.mjs',
  'dist/main/cmaps/GBK-EUC-H.bcmap',
  'node_modules/node-llama-cpp/dist/index.js',
  'node_modules/onnxruntime-node/dist/index.js',
  'node_modules/onnxruntime-common/package.json',
  'node_modules/@myriaddreamin/typst-ts-node-compiler/index.js',
  'node_modules/sharp/dist/index.mjs',
  'resources/models/moke-starter-q8_0.gguf',
  'resources/models/NOTICE.md',
]
const topLevel = new Set(['package.json', 'dist', 'node_modules', 'resources'])

/** Where electron-builder puts an app's own files below its output folder. */
export function resourcesFolder(folder, name) {
  if (!name.startsWith('mac-')) return join(folder, 'resources')
  const app = readdirSync(folder).find((entry) => entry.endsWith('.app'))
  return join(folder, app ?? 'no.app', 'Contents', 'Resources')
}

/** All complaints about the package in `folder` for the target `name`; none means it may ship. */
export function checkPackage({ folder, name, lock = join(root, 'package-lock.json') }) {
  const resources = resourcesFolder(folder, name)
  const archive = join(resources, 'app.asar')
  if (!existsSync(archive)) return [`there is no app.asar in ${resources}`]
  const files = archiveFiles(archive)
  const unpacked = join(resources, 'app.asar.unpacked')
  return [
    ...missingFiles(name, files, resources, unpacked),
    ...strangers(files),
    ...packages(archive, files, unpacked, JSON.parse(readFileSync(lock, 'utf8'))),
    ...packedNative(archive, files),
    ...foreignNative(resources, name),
  ]
}

/** Every file of the archive: its path with forward slashes → whether its bytes lie beside the archive. */
function archiveFiles(archive) {
  const files = new Map()
  const visit = (node, path) => {
    for (const [name, entry] of Object.entries(node.files)) {
      const at = path ? `${path}/${name}` : name
      if (entry.files) visit(entry, at)
      else files.set(at, { unpacked: entry.unpacked === true, size: entry.size ?? 0, link: entry.link })
    }
  }
  visit(getRawHeader(archive).header, '')
  return files
}

function missingFiles(name, files, resources, unpacked) {
  const { platform, arch } = targets[name]
  const native = [
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    `node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
    ...fontFiles().map((file) => `node_modules/${file}`),
  ]
  const complaints = []
  for (const { whole, package: part, file } of nativeNames(name)) {
    if (whole && !holds(join(unpacked, 'node_modules', part), file))
      complaints.push(
        `missing beside the archive: node_modules/${part}/${typeof file === 'string' ? file.replaceAll('\\', '/') : `${file.below}/ (${file.like.source})`}`,
      )
  }
  for (const file of inside) if (!files.has(file)) complaints.push(`missing in the archive: ${file}`)
  for (const file of [...outside, ...native]) if (!existsSync(join(unpacked, file))) complaints.push(`missing beside the archive: ${file}`)
  for (const [file, { unpacked: isOutside }] of files)
    if (isOutside && !existsSync(join(unpacked, file))) complaints.push(`the archive lists it, but it is not there: ${file}`)
  for (const file of [join('node', nodeFile(name)), 'LICENSE.txt', 'THIRD-PARTY-NOTICES.txt'])
    if (!existsSync(join(resources, file))) complaints.push(`missing in resources: ${file}`)
  return complaints
}

/** Sources, tests and scripts have no business in a package. */
function strangers(files) {
  const tops = new Set([...files.keys()].map((file) => file.split('/')[0]))
  return [...tops].filter((top) => !topLevel.has(top)).map((top) => `does not belong in the archive: ${top}`)
}

/** Each shipped package is one that the lock file knows as needed at run time, in that version. electron-builder arranges the folders anew, so paths say nothing. */
function packages(archive, files, unpacked, lock) {
  const atRunTime = new Set(Object.entries(lock.packages).flatMap(([at, entry]) => (at && !entry.dev ? [`${entry.name ?? nameOf(at)}@${entry.version}`] : [])))
  const ours = lock.packages[''] ?? {}
  const complaints = []
  for (const [file, { unpacked: isOutside }] of files) {
    const at = /^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1]
    if (!at || (isOutside && !existsSync(join(unpacked, file)))) continue
    const text = isOutside ? readFileSync(join(unpacked, file), 'utf8') : extractFile(archive, file.replaceAll('/', sep)).toString('utf8')
    const { name = nameOf(at), version } = JSON.parse(text)
    if (ours.devDependencies?.[name]) complaints.push(`a development dependency ships: ${at}`)
    else if (!atRunTime.has(`${name}@${version}`)) complaints.push(`not among what package-lock.json needs at run time: ${at} (${name}@${version})`)
  }
  return complaints
}

const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Native code cannot be loaded from inside an archive, and Electron would copy it to a temporary folder at each start. */
function packedNative(archive, files) {
  const complaints = []
  for (const [file, { unpacked, size, link }] of files) {
    if (unpacked || link) continue
    const native = hasNativeName(file) || (size >= 64 && couldBeNative(file) && nativeCode(extractFile(archive, file.replaceAll('/', sep))) !== null)
    if (native) complaints.push(`native code inside the archive: ${file}`)
  }
  return complaints
}

/** Texts and pictures are not read whole to look for a loader's header. */
const couldBeNative = (file) => !/\.(js|cjs|mjs|json|map|ts|md|txt|html|css|svg|png|woff2?|gguf|h|gbnf)$/i.test(file)

/** Native code beside the archive must be for this very system and processor. */
function foreignNative(resources, name) {
  const [os, arch] = name.split('-')
  const complaints = []
  for (const file of filesBelow(resources)) {
    const at = relative(resources, file)
    const code = nativeCode(readHead(file))
    if (!code) {
      if (hasNativeName(file)) complaints.push(`named like native code, but is none: ${at}`)
    } else if (code.os !== os || !code.archs.includes(arch)) complaints.push(`for ${code.os}-${code.archs.join('+')}, not ${name}: ${at}`)
    else if (code.musl) complaints.push(`for musl's C library, which this package is not for: ${at}`)
  }
  return complaints
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((entry) => join(folder, entry))
    .filter((path) => lstatSync(path).isFile())
}

/** Enough for every loader's header; whole for small native modules, where the C library's name is looked for. */
function readHead(file) {
  const bytes = Buffer.alloc(Math.min(lstatSync(file).size, 4 << 20))
  const handle = openSync(file, 'r')
  readSync(handle, bytes, 0, bytes.length, 0)
  closeSync(handle)
  return bytes
}
