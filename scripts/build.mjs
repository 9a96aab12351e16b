/** Bundles the studio into dist/ when a source has changed since the last time. */
import { join } from 'node:path'
import { fingerprint, pinnedNode, recall, remember, run, say, stop } from './house.mjs'
import { isBuilt } from './outputs.mjs'

const sources = ['main', 'preload', 'renderer', 'engine', 'package.json', 'package-lock.json', 'vite.config.ts', 'scripts/bundle.mjs', 'scripts/outputs.mjs']

/** Builds what `npm start`, the e2e tests and the packages run. */
export function build({ force = false } = {}) {
  const now = fingerprint(sources)
  if (!force && recall('built')?.sources === now && isBuilt()) return
  say('正在生成程序 · Building the studio')
  if (run(pinnedNode, [join('scripts', 'bundle.mjs')], { quiet: true }) !== 0) stop('程序没有生成 · The build failed')
  remember('built', { sources: now })
}

if (process.argv[1] && import.meta.url.endsWith('build.mjs') && process.argv[1].endsWith('build.mjs')) build({ force: process.argv.includes('--force') })
