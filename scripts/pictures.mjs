/** `npm run pictures`: takes the pictures of the guide and of the README anew, from the studio as it is now. */
import { join } from 'node:path'
import { build } from './build.mjs'
import { bringChromium } from './chromium.mjs'
import { pinnedNode, run, stop } from './house.mjs'
import { install } from './install.mjs'

install()
bringChromium()
build()
if (run(pinnedNode, [join('tests', 'pictures', 'take.ts'), ...process.argv.slice(2)]) !== 0) stop('没有拍成 · The pictures were not taken')
