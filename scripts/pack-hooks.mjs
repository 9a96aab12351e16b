/**
 * electron-builder's hooks. Before packing, the target's native files, its Node executable and the notices
 * are laid out in release/.stage/os-arch, where electron-builder.yml takes them from; after packing, what
 * would ship is checked, so that no broken package leaves this computer.
 */
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Arch } from 'electron-builder'
import { modules, root } from './house.mjs'
import { checkPackage } from './pack-check.mjs'
import { fontFiles, packageOf } from './pack-fonts.mjs'
import { writeNotices } from './pack-notices.mjs'
import { nativePackages, nodeFile, targetName, targets } from './pack-targets.mjs'

/** electron-builder calls this once for each platform and architecture. */
export async function beforePack(context) {
  stage(targetName(context.electronPlatformName, Arch[context.arch]))
}

/** Fails the packaging with every complaint at once. */
export async function afterPack(context) {
  const name = targetName(context.electronPlatformName, Arch[context.arch])
  const complaints = checkPackage({ folder: context.appOutDir, name })
  if (complaints.length > 0) throw new Error(`这个包不能发布 · This package must not ship:\n  ${complaints.join('\n  ')}`)
}

/** Lays out everything of one target that is not in `files` of electron-builder.yml by itself. */
export function stage(name) {
  const target = targets[name]
  const from = nativePackages(name)
  const to = join(root, 'release', '.stage', name)
  rmSync(to, { recursive: true, force: true })

  place(join(from.node, 'bin', nodeFile(name)), join(to, 'node', nodeFile(name)))
  place(from.nodeLicence, join(to, 'node', 'LICENSE'))
  for (const { name: part, folder } of from.whole) placeFolder(folder, join(to, 'modules', part))
  stageFonts(join(to, 'modules'))
  const libraries = join('bin', 'napi-v6', target.platform, target.arch)
  placeFolder(join(from.onnx, libraries), join(to, 'modules', 'onnxruntime-node', libraries))
  const prebuild = join('prebuilds', `${target.platform}-${target.arch}.node`)
  place(join(modules, 'better-sqlite3', prebuild), join(to, 'modules', 'better-sqlite3', prebuild))
  // The engine lies outside the asar, where no package.json says that its files are modules.
  mkdirSync(join(to, 'engine'), { recursive: true })
  writeFileSync(join(to, 'engine', 'package.json'), '{"type":"module"}\n')
  writeNotices(join(to, 'THIRD-PARTY-NOTICES.txt'), from)
}

/** Of packages of fonts the files that exports read, with what says whose they are. */
function stageFonts(to) {
  for (const file of fontFiles()) {
    place(join(modules, file), join(to, file))
    for (const about of readdirSync(join(modules, packageOf(file))).filter((entry) => /^(package\.json|licen[cs]e|ofl)/i.test(entry))) {
      const beside = join(packageOf(file), about)
      if (!existsSync(join(to, beside))) place(join(modules, beside), join(to, beside))
    }
  }
}

/** Links where it can and copies where it must; a missing source is an error with its path. */
function place(from, to) {
  if (!existsSync(from)) throw new Error(`缺少文件 · missing: ${from}`)
  mkdirSync(dirname(to), { recursive: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to) // another file system, or one without links
  }
}

function placeFolder(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, destination] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) placeFolder(source, destination)
    else if (entry.isSymbolicLink()) cpSync(source, destination, { verbatimSymlinks: true })
    else place(source, destination)
  }
}
