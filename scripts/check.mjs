/** `npm run check`: types, format, lint, import table, sizes and unit tests; run before every commit. Two lanes, for two cores. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pinnedNode, root, say } from './house.mjs'
import { install } from './install.mjs'

install()

/** Runs one tool on the pinned Node; its output is shown at its end, so that the lanes do not mix. */
function node(title, ...args) {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk
      })
    child.on('close', (status) => {
      if (status !== 0) process.stdout.write(output)
      say(`${status === 0 ? '✓' : '✗'} ${title} ${((performance.now() - started) / 1000).toFixed(1)} s`)
      resolve(status === 0)
    })
  })
}

async function typesAndLint() {
  const results = []
  for (const folder of ['preload', 'engine', 'main', join('main', 'reading'), 'renderer', 'tests']) {
    results.push(await node(`types ${folder}`, join('node_modules', '@typescript', 'native', 'bin', 'tsc'), '-p', join(folder, 'tsconfig.json')))
  }
  results.push(await node('format', join('node_modules', 'oxfmt', 'bin', 'oxfmt'), '--check', '.'))
  results.push(await node('lint', join('node_modules', 'oxlint', 'bin', 'oxlint'), '--type-aware', '--quiet', '.'))
  return results
}

const lanes = await Promise.all([
  typesAndLint(),
  node('unit tests', join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit*', '--reporter=dot'),
])
process.exit(lanes.flat().every(Boolean) ? 0 : 1)
