/** The engine as the tests start it: says its process id first, and dies at once where the test wants it to. */
import { existsSync } from 'node:fs'

console.error(`pid ${process.pid}`)
if (existsSync(`${process.env['MOKE_TEST_FOLDER']}/die`)) process.exit(7)
await import('#engine/worker/main.ts')
