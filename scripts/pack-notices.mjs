/** Writes THIRD-PARTY-NOTICES.txt from the licences of what ships: npm packages (bundled or beside the bundles), Node, and the libraries inside native modules. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './house.mjs'

const licences = join(root, 'resources', 'licences')

/** Licences that lie in no npm package: of the libraries compiled into the native modules. */
const compiledIn = [
  { title: 'ONNX Runtime', file: 'onnxruntime.txt' },
  { title: 'llama.cpp and ggml', file: 'llama.cpp.txt' },
  { title: 'SQLite', file: 'sqlite.txt' },
]

/** Left out of the package by electron-builder.yml, or Electron itself, which brings its own notices: none is owed here. */
const leftOut = /^(electron|typescript|node-addon-api|node-api-headers|cmake-js|tar|adm-zip|global-agent|@reflink\/.*|@types\/.*)$/

/** `nodeLicence` is the file of the Node executable that ships, `llama` the builds of llama.cpp for the target. */
export function writeNotices(file, { nodeLicence, llama }) {
  const builds = new Set(llama.map(({ name }) => `@node-llama-cpp/${name}`))
  const shipped = shippedPackages().filter((folder) => !nameOf(folder).startsWith('@node-llama-cpp/') || builds.has(nameOf(folder)))
  const parts = [
    ...shipped.map((folder) => notice(folder)),
    ...compiledIn.map(({ title, file: name }) => ({ title, text: readFileSync(join(licences, name), 'utf8') })),
    { title: 'Node.js', text: readFileSync(nodeLicence, 'utf8') },
  ]
  const rule = '='.repeat(78)
  const head =
    '墨课 Moke contains the following works of others.\nElectron and Chromium: see LICENSE.electron.txt and LICENSES.chromium.html beside the program.\n'
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [head, ...parts.map(({ title, text }) => `${rule}\n${title}\n${rule}\n\n${text.trim()}\n`)].join('\n'))
}

/** Folders of all packages that the sources import, with all that those depend on; each version once, by name. */
export function shippedPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = new Map()
  const visit = (name, from) => {
    if (name === 'electron') return
    const folder = resolve(name, from, lock)
    if (!folder || !existsSync(join(root, folder, 'package.json'))) return
    const key = `${name}@${lock[folder].version}`
    if (found.has(key)) return
    found.set(key, folder)
    for (const next of Object.keys({ ...lock[folder].dependencies, ...lock[folder].optionalDependencies })) visit(next, folder)
  }
  for (const name of importedPackages()) visit(name, '')
  // What is left out is followed all the same: what it depends on may ship.
  return [...found.keys()]
    .sort()
    .map((key) => found.get(key))
    .filter((folder) => !leftOut.test(nameOf(folder)))
}

/** Where Node would find a package, as the lock file lays it out. */
function resolve(name, from, lock) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const folder = `${at}${at ? '/' : ''}node_modules/${name}`
    if (lock[folder]) return folder
    if (!at) return null
  }
}

const importing = /(?:from\s+|import\s+|import\(\s*|@import\s+(?:url\()?|url\()['"]([^'"]+)['"]/g

/** Files of packages that are read rather than imported: fonts that go into exports. */
const reading = /['"]((?:@[\w.-]+\/)?[\w.-]+\/[\w./-]+\.(?:ttf|otf|woff2))['"]/g

/** Names of the packages that the sources themselves import, scripts and styles alike, fonts that a style or a script names included. */
export function importedPackages() {
  const names = new Set()
  for (const top of ['main', 'preload', 'renderer', 'engine']) {
    for (const file of readdirSync(join(root, top), { recursive: true })) {
      if (!/\.(tsx?|css)$/.test(file)) continue
      const text = readFileSync(join(root, top, file), 'utf8')
      for (const [, specifier] of [...text.matchAll(importing), ...text.matchAll(reading)]) {
        if (/^([.#/$]|\w+:)/.test(specifier) || isBuiltin(specifier)) continue
        names.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        )
      }
    }
  }
  return [...names].sort()
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
