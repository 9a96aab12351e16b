/** Writes THIRD-PARTY-NOTICES.txt from the licences of what really ships: npm packages, bundles, Node, and the libraries inside native modules. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './house.mjs'
import { bundledFile } from './pack-bundled.mjs'

const licences = join(root, 'resources', 'licences')

/** Licences that lie in no npm package: of the libraries compiled into the native modules. */
const compiledIn = [
  { title: 'ONNX Runtime', file: 'onnxruntime.txt' },
  { title: 'llama.cpp and ggml', file: 'llama.cpp.txt' },
  { title: 'SQLite', file: 'sqlite.txt' },
]

/** Left out of the package by electron-builder.yml, so no notice is owed. */
const leftOut = new Set(['typescript', 'node-addon-api'])

/** `nodeFolder` is the npm package of the Node executable that ships. */
export function writeNotices(file, { node: nodeFolder }) {
  const shipped = shippedPackages()
  const parts = [
    ...shipped.map((folder) => notice(folder)),
    ...compiledIn.map(({ title, file: name }) => ({ title, text: readFileSync(join(licences, name), 'utf8') })),
    { title: 'Node.js', text: readFileSync(join(nodeFolder, 'LICENSE'), 'utf8') },
  ]
  const rule = '='.repeat(78)
  const head = '墨课 Moke contains the following works of others.\nElectron and Chromium: see LICENSE.electron.txt and LICENSES.chromium.html beside the program.\n'
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [head, ...parts.map(({ title, text }) => `${rule}\n${title}\n${rule}\n\n${text.trim()}\n`)].join('\n'))
}

/** Folders of the npm packages in the bundles and in the shipped node_modules, by name. */
export function shippedPackages() {
  if (!existsSync(bundledFile)) throw new Error(`${bundledFile} is missing: run \`npm run build\` first`)
  const bundled = JSON.parse(readFileSync(bundledFile, 'utf8'))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const atRunTime = Object.entries(lock.packages).flatMap(([folder, entry]) => (folder && !entry.dev && !entry.devOptional && !leftOut.has(nameOf(folder)) ? [folder] : []))
  const all = [...new Set([...bundled, ...atRunTime])].filter((folder) => existsSync(join(root, folder, 'package.json')))
  return all.sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
}

const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

function notice(folder) {
  const at = join(root, folder)
  const manifest = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'))
  const files = readdirSync(at).filter((name) => /^(licen[cs]e|copying|notice|ofl)/i.test(name) && !name.endsWith('.js'))
  const texts = files.map((name) => readFileSync(join(at, name), 'utf8').trim())
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  const declared = `Licence: ${manifest.license ?? 'not declared'}${author ? `\nAuthor: ${author}` : ''}${manifest.homepage ? `\n${manifest.homepage}` : ''}`
  return { title: `${manifest.name} ${manifest.version}`, text: [declared, ...texts].join('\n\n') }
}
