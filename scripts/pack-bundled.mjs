/** A plugin for the bundler that notes which npm packages ended up in the bundles, so that their licences can be shipped with them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './house.mjs'

/** Folders of packages relative to the project, for example `node_modules/react`. */
export const bundledFile = join(root, 'dist', 'bundled-packages.json')

const packageFolder = /node_modules[\\/](?:.*node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+/

/** Add it to every build; each adds what it bundled to the list. */
export function noteBundledPackages() {
  return {
    name: 'note-bundled-packages',
    generateBundle(_options, bundle) {
      const found = new Set(existsSync(bundledFile) ? JSON.parse(readFileSync(bundledFile, 'utf8')) : [])
      const modules = [...this.getModuleIds(), ...Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : output.originalFileNames ?? []))]
      for (const id of modules) {
        const folder = packageFolder.exec(id.replace(/^\0/, ''))?.[0]
        if (folder) found.add(folder.replaceAll('\\', '/'))
      }
      mkdirSync(dirname(bundledFile), { recursive: true })
      writeFileSync(bundledFile, `${JSON.stringify([...found].sort(), null, 2)}\n`)
    },
  }
}
