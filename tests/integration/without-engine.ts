/**
 * The built host with all of its parts but the engine, in whose place a process stands that says nothing: for tests that start it a
 * hundred times and ask no model. Loading one took longer than the rest of each start.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../e2e/launch.ts'

const silent = "process.once('disconnect', () => process.exit())\n"

/** Made in an empty folder; what Node is given to run it. */
export function hostWithoutEngine(folder: string): readonly string[] {
  mkdirSync(join(folder, 'dist', 'engine'), { recursive: true })
  for (const part of ['package.json', 'node_modules', 'resources', join('dist', 'main'), join('dist', 'renderer')])
    symlinkSync(join(root, part), join(folder, part))
  writeFileSync(join(folder, 'dist', 'engine', 'worker.js'), silent)
  const program = join(folder, 'dist', 'main', 'browser.js')
  // Its root is where it is said to lie.
  return ['--preserve-symlinks-main', program]
}
