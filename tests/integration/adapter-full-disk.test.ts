/** A voice got out of a disk that takes nothing more: by the page, in the studio's own processes, and by the command line. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeAdapter } from '#engine/adapters/index.ts'
import { identify, openBase } from '#engine/bases/index.ts'
import { adapterExport } from '#main/cli/adapter.ts'
import { startEngine } from '#main/compute/engine-process.ts'
import { starterId } from '#main/compute/model-files.ts'
import { Inspectors } from '#main/compute/model-list.ts'
import { modelShelf } from '#main/compute/model-shelf.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { voiceFiles } from '#main/services/voice-files.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { runCommand } from '../unit/engine/cli/run-command.ts'
import { starter, teachStarter } from './taught-starter.ts'

const outside = mkdtempSync(join(tmpdir(), 'moke-adapter-full-'))
const disk = join(outside, 'disk')
mkdirSync(disk)
/** A small file system. Only root can make one. */
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk]).status === 0
const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d')
const files = new VoiceFolder(disk)
const filler = join(disk, 'filler')

beforeAll(async () => {
  await (await openWorkspace({ folder: disk })).close()
  const taught = join(outside, 'taught.gguf')
  await teachStarter(taught)
  await using base = await openBase(starter)
  const record: AdapterRecord = {
    ...{ version: 1, id, name: '散文', base: { id: starterId, name: 'starter' }, identity: await identify(base), madeAt: 1, choice: null, works: [] },
    ...{ setup: { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 }, figures: [], before: null, after: null, seconds: 9, proof: null },
  }
  mkdirSync(join(disk, 'voice', id), { recursive: true })
  writeFileSync(files.fileOf(id), readFileSync(taught))
  writeFileSync(join(disk, 'voice', id, 'record.json'), JSON.stringify(record))
})
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk])
  rmSync(outside, { recursive: true })
})

/** Leaves no byte on the disk. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(filler, Buffer.alloc(bavail * bsize))
}

test.skipIf(!isMounted)('by the page it goes out as it is kept, which is said', async () => {
  const start = () => startEngine({ nodePath: process.execPath, entry: fileURLToPath(new URL('../../engine/worker/main.ts', import.meta.url)) })
  const shelf = modelShelf(
    { starter, folder: join(outside, 'models') },
    new Inspectors(start, { silenceMs: 60_000, fileMs: 60_000, mostBytes: 2 ** 32 }),
    start,
  )
  const workspace = await openWorkspace({ folder: disk })
  const { handlers, dispose } = voiceFiles({
    ...{ workspace, folder: disk, files, model: () => starterId, place: (name) => ({ name }), emit: () => undefined },
    ...{ learning: { known: async () => [] }, use: { restored: () => false }, compute: { adapt: async () => undefined, shelf } },
  })
  const got = async () => {
    const pieces: Buffer[] = []
    let isKnownAgain: boolean | null = null
    for await (const piece of handlers.exportAdapter({ id, format: 'gguf' }, { client: 'page', signal: new AbortController().signal })) {
      pieces.push(Buffer.from(piece.data, 'base64'))
      isKnownAgain = piece.isKnownAgain
    }
    return { isKnownAgain, isKept: Buffer.concat(pieces).equals(readFileSync(files.fileOf(id))) }
  }
  expect(await got()).toEqual({ isKnownAgain: true, isKept: false })
  fill()
  expect(await got()).toEqual({ isKnownAgain: false, isKept: true })
  expect(readdirSync(join(disk, 'incoming', 'adapters'))).toEqual([])
  dispose()
  rmSync(filler)
  await workspace.close()
})

test.skipIf(!isMounted)('by the command line it goes out elsewhere with what it is known by', async () => {
  fill()
  const out = join(outside, 'out.gguf')
  await runCommand(adapterExport, [files.fileOf(id), '--base', starter, '--out', out])
  expect(existsSync(out) && (await describeAdapter(out))).toMatchObject({ name: '散文', notes: { mark: expect.stringContaining(id) } })
})
