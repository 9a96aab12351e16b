/** A folder that electron-builder takes for Electron's program: the expected names, and a program that holds nothing but its fuses. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where Electron's fuses begin in its program: a mark, their version, their number, one character each. All as Electron ships them. */
const fuses = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')])
const program = Buffer.concat([Buffer.alloc(256), fuses, Buffer.alloc(256)])

/** Makes the folder and answers its path. */
export function standInElectron(folder: string, platform: NodeJS.Platform): string {
  if (platform !== 'linux') throw new Error(`there is no stand-in of Electron for ${platform} yet`)
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  for (const name of ['icudtl.dat', 'resources.pak', 'snapshot_blob.bin', 'v8_context_snapshot.bin', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, name), name)
  for (const language of ['zh-CN', 'en-US', 'fr']) writeFileSync(join(folder, 'locales', `${language}.pak`), language)
  writeFileSync(join(folder, 'version'), '0.0.0')
  for (const name of ['electron', 'chrome-sandbox']) writeFileSync(join(folder, name), program, { mode: 0o755 })
  return folder
}
