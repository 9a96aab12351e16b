/** `npm run check`: types, lint, import table, sizes and unit tests; run before every commit. */
import { join } from 'node:path'
import { pinnedNode, run, say } from './house.mjs'
import { install } from './install.mjs'

install()
const node = (title, ...args) => {
  const started = performance.now()
  const status = run(pinnedNode, args)
  say(`${status === 0 ? '✓' : '✗'} ${title} ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return status === 0
}
const tsc = join('node_modules', '@typescript', 'native', 'bin', 'tsc')
const results = [
  ...['preload', 'engine', 'main', 'renderer', 'tests'].map((folder) => node(`types ${folder}`, tsc, '-p', join(folder, 'tsconfig.json'))),
  node('lint', join('node_modules', 'oxlint', 'bin', 'oxlint'), '--type-aware', '--quiet', '.'),
  node('unit tests', join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit', '--reporter=dot'),
]
process.exit(results.every(Boolean) ? 0 : 1)
