/** Writes THIRD-PARTY-NOTICES.txt from the licences of what ships: npm packages (bundled or beside the bundles), Node, and the libraries inside native modules. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve as pathOf } from 'node:path'
import { root } from './house.mjs'
import { fontsNamedIn, packageOf } from './pack-fonts.mjs'

const licences = join(root, 'resources', 'licences')

/** Licences that lie in no npm package: of the libraries compiled into the native modules. */
const compiledIn = [
  { title: 'ONNX Runtime', file: 'onnxruntime.txt' },
  { title: 'llama.cpp and ggml', file: 'llama.cpp.txt' },
  { title: 'SQLite', file: 'sqlite.txt' },
  // Of libvips, GLib, Pango and others in sharp's shared library; the first of the two speaks of the second.
  { title: 'GNU Lesser General Public License 3', file: 'lgpl-3.txt' },
  { title: 'GNU General Public License 3', file: 'gpl-3.txt' },
]

/** Left out of the package by electron-builder.yml, or Electron itself, which brings its own notices: none is owed here. */
const leftOut = /^(electron|typescript|node-addon-api|node-api-headers|cmake-js|tar|adm-zip|global-agent|@reflink\/.*|@types\/.*)$/

/** Packages of one system's native code: those of the target ship, whichever this computer has. */
const native = /^(@node-llama-cpp\/|@img\/sharp-|@myriaddreamin\/typst-ts-node-compiler-)/

/** `nodeLicence` is the file of the Node executable that ships, `whole` the native packages of the target. */
export function writeNotices(file, { nodeLicence, whole }) {
  const shipped = shippedPackages().filter((folder) => !native.test(nameOf(folder)))
  const parts = [
    ...[...shipped, ...whole.map(({ folder }) => folder)].map((folder) => notice(folder)),
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

/** Names of the packages that the sources themselves import, scripts and styles alike, fonts that a style or a script names included. */
export function importedPackages() {
  const names = new Set()
  for (const top of ['main', 'preload', 'renderer', 'engine']) {
    for (const file of readdirSync(join(root, top), { recursive: true })) {
      if (!/\.(tsx?|css)$/.test(file)) continue
      const text = readFileSync(join(root, top, file), 'utf8')
      for (const specifier of [...[...text.matchAll(importing)].map(([, one]) => one), ...fontsNamedIn(text)]) {
        if (/^([.#/$]|\w+:)/.test(specifier) || isBuiltin(specifier)) continue
        names.add(packageOf(specifier))
      }
    }
  }
  return [...names].sort()
}

const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

function notice(folder) {
  const at = pathOf(root, folder)
  const manifest = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'))
  // What libvips is made of, and under which licences, its package says in the text about it and nowhere else.
  const isOfMany = /LGPL/.test(String(manifest.license))
  const files = readdirSync(at).filter(
    (name) => (/^(licen[cs]e|copying|notice|ofl)/i.test(name) && !name.endsWith('.js')) || (isOfMany && name === 'README.md'),
  )
  const texts = files.map((name) => readFileSync(join(at, name), 'utf8').trim())
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  const declared = `Licence: ${manifest.license ?? 'not declared'}${author ? `\nAuthor: ${author}` : ''}${manifest.homepage ? `\n${manifest.homepage}` : ''}`
  return { title: `${manifest.name} ${manifest.version}`, text: [declared, ...texts].join('\n\n') }
}
