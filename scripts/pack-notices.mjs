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
const leftOut = /^(typescript|node-addon-api|node-api-headers|cmake-js|tar|adm-zip|global-agent|@reflink\/.*)$/

/** `node` is the npm package of the Node executable that ships, `llama` the builds of llama.cpp for the target. */
export function writeNotices(file, { node: nodeFolder, llama }) {
  const builds = new Set(llama.map(({ name }) => `@node-llama-cpp/${name}`))
  const shipped = shippedPackages().filter((folder) => !nameOf(folder).startsWith('@node-llama-cpp/') || builds.has(nameOf(folder)))
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

/** Folders of the npm packages in the bundles and in the shipped node_modules, by name; each version once. */
export function shippedPackages() {
  if (!existsSync(bundledFile)) throw new Error(`${bundledFile} is missing: run \`npm run build\` first`)
  const bundled = JSON.parse(readFileSync(bundledFile, 'utf8'))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const atRunTime = Object.entries(lock.packages).flatMap(([folder, entry]) => (folder && !entry.dev && !entry.devOptional && !leftOut.test(nameOf(folder)) ? [folder] : []))
  const versions = new Map()
  for (const folder of [...bundled, ...atRunTime]) {
    const manifest = join(root, folder, 'package.json')
    if (existsSync(manifest)) versions.set(`${nameOf(folder)}@${JSON.parse(readFileSync(manifest, 'utf8')).version}`, folder)
  }
  return [...versions.keys()].sort().map((name) => versions.get(name))
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
