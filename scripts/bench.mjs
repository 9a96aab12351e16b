/** `npm run bench [-- NAME …]`: runs the benches named by the part of their figures before the first dot, all without a name. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { bringChromium } from './chromium.mjs'
import { pinnedNode, root, run, stop } from './house.mjs'
import { install } from './install.mjs'

const folder = join('tests', 'bench')
const all = readdirSync(join(root, folder))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .sort()
const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !all.includes(name))
if (unknown.length > 0) stop(`没有这个测量：${unknown.join(', ')} · No such bench; there are ${all.join(', ')}`, 2)

install()
bringChromium()
build()
const failed = (chosen.length > 0 ? chosen : all).filter((name) => run(pinnedNode, [join(folder, `${name}.bench.ts`)]) !== 0)
if (failed.length > 0) stop(`没有量完 · Did not finish: ${failed.join(', ')}`)
