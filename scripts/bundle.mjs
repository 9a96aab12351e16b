/** The bundles themselves: one file for each process, and the page. Runs on the pinned Node. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './house.mjs'

const external = ['electron', 'better-sqlite3', 'node-llama-cpp', 'onnxruntime-node', /^node:/]

/** Entry points of the processes that run on Node: name in dist → source and module format. */
const processes = {
  'main/browser': { entry: 'main/app/browser.ts', format: 'es' },
  'main/electron': { entry: 'main/app/electron.ts', format: 'es' },
  'preload/bridge': { entry: 'preload/bridge/bridge.ts', format: 'cjs' },
  'engine/worker': { entry: 'engine/worker/main.ts', format: 'es' },
  // The engine's command line: what trains, in a process of its own.
  'engine/moke': { entry: 'engine/cli/main.ts', format: 'es' },
}

rmSync(join(root, 'dist'), { recursive: true, force: true })
const { existsSync } = await import('node:fs')
for (const [name, { entry, format }] of Object.entries(processes)) {
  if (!existsSync(join(root, entry))) { console.warn(`absent: ${entry}`); continue }
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true, external: external.filter((one) => typeof one === 'string') },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join('dist', name.split('/')[0]),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, entry),
        external,
        output: { format, entryFileNames: `${name.split('/')[1]}.${format === 'cjs' ? 'cjs' : 'js'}`, codeSplitting: false },
      },
    },
  })
}
await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
