/** What a build makes: one file for each process, and the page. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './house.mjs'

/** Entry points of the processes that run on Node: name in dist → source and module format. */
export const processes = {
  'main/browser': { entry: 'main/app/browser.ts', format: 'es' },
  // The thread that reads and writes Markdown. CommonJS: it lies beside the archive, where no package.json says otherwise.
  'main/markdown': { entry: 'main/interchange/markdown-thread.ts', format: 'cjs' },
  // The thread that makes the facts of an author's past works.
  'main/facts': { entry: 'main/archive/facts-thread.ts', format: 'cjs' },
  // The thread that reads an author's past works. It lies beside the archive too; pdf.js must be a module.
  'main/reading': { entry: 'main/reading/reading-thread.ts', format: 'es', ending: 'mjs' },
  // The thread that makes publications. It lies beside the archive too, with what it loads of native code.
  'main/publishing': { entry: 'main/services/publishing-thread.ts', format: 'es', ending: 'mjs' },
  // Makes pictures anew for publications, in processes of their own.
  'main/pictures': { entry: 'main/publishing/pictures/picture-process.ts', format: 'es', ending: 'mjs' },
  'main/electron': { entry: 'main/app/electron.ts', format: 'es' },
  'preload/bridge': { entry: 'preload/bridge/bridge.ts', format: 'cjs' },
  // The thread of a Hugging Face folder's tokenizer.
  'engine/tokenizer': { entry: 'engine/bases/tokenizer-thread.ts', format: 'es' },
  'engine/worker': { entry: 'engine/worker/main.ts', format: 'es' },
  // Teaches a base an author's voice, in a process of its own for each run.
  'engine/trainer': { entry: 'engine/worker/trainer-main.ts', format: 'es' },
  // The engine's command line: what trains, in a process of its own.
  'engine/moke': { entry: 'engine/cli/main.ts', format: 'es' },
}

/** A process's file, below dist. */
export const fileOf = (name) => `${name}.${processes[name].ending ?? (processes[name].format === 'cjs' ? 'cjs' : 'js')}`

/** Files that lie beside the bundles as they are: folder in dist → where they come from. pdf.js's tables for the encodings of fonts. */
export const copies = { 'main/cmaps': 'node_modules/pdfjs-dist/cmaps' }

/** Whether everything is there; a build that was cut short leaves only a part. */
export function isBuilt(dist = join(root, 'dist')) {
  return [...Object.keys(processes).map(fileOf), ...Object.keys(copies), 'renderer/index.html'].every((file) => existsSync(join(dist, file)))
}
