/** The bundles themselves: one file for each process, and the page. Runs on the pinned Node. */
import { cpSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build } from 'vite'
import { root } from './house.mjs'
import { copies, fileOf, processes } from './outputs.mjs'

const external = ['electron', 'better-sqlite3', 'node-llama-cpp', 'onnxruntime-node', '@myriaddreamin/typst-ts-node-compiler', 'sharp', /^node:/]

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const [name, { entry, format }] of Object.entries(processes)) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true, external: external.filter((one) => typeof one === 'string') },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join('dist', dirname(name)),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, entry),
        external,
        output: { format, entryFileNames: basename(fileOf(name)), codeSplitting: false },
      },
    },
  })
}
for (const [to, from] of Object.entries(copies)) cpSync(join(root, from), join(root, 'dist', to), { recursive: true })
await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
