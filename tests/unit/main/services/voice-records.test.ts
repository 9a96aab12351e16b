/** What comes back from a bundle is known again by its mark. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { markName, markOf } from '#main/bundle/mark.ts'
import { bundleOf, keepBrought, putTogether } from '#main/services/brought-adapter.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { temporaryFolder } from '../store/temporary.ts'

const bundle = '0123456789abcdef0123456789abcdef'
const works = [
  { id: 'a', title: '一', words: 100, heldOut: false },
  { id: 'b', title: '二', words: 100, heldOut: true },
]
const starter = { id: 'starter', name: 'starter' }
const adapter = { 'adapter_config.json': '{}', 'adapter_model.safetensors': 'x' }

/** Brings files over as a page does, all at once or in a ZIP, and takes them in. */
async function takenIn(brought: Record<string, string>, { isPacked = false, isRemembered = true } = {}) {
  const folder = temporaryFolder()
  const files = new VoiceFolder(folder)
  if (isRemembered) files.keepBundle(bundle, works)
  const [from, scratch] = [join(folder, 'from'), join(folder, 'scratch')]
  for (const made of [from, scratch]) mkdirSync(made)
  const put = (name: string, data: string | Uint8Array) => {
    const path = join(from, encodeURIComponent(name))
    writeFileSync(path, data)
    return { path, name }
  }
  const bytes = Object.fromEntries(Object.entries(brought).map(([name, text]) => [name, Buffer.from(text)]))
  const lying = isPacked ? [put('back.zip', zipSync(bytes))] : Object.entries(brought).map(([name, text]) => put(name, text))
  await putTogether(lying, scratch)
  const taken = join(scratch, 'taken.gguf')
  writeFileSync(taken, 'numbers')
  const id = keepBrought(files, { name: '回来的', identity: { name: '', family: 'qwen3', sizes: 'a', numbers: 'b' }, rank: 8 }, starter, {
    file: taken,
    bundle: bundleOf(scratch),
  })
  return files.record(id)?.works
}

test('with its works, each on its side, from the files of a folder and from an archive of one', async () => {
  expect(await takenIn({ ...adapter, [markName]: markOf(bundle) })).toEqual(works)
  const packed = { 'out/adapter_config.json': '{}', 'out/adapter_model.safetensors': 'x', [`out/${markName}`]: markOf(bundle) }
  expect(await takenIn(packed, { isPacked: true })).toEqual(works)
})

test.each<[what: string, brought: Record<string, string>, how?: Parameters<typeof takenIn>[1]]>([
  ['no mark', adapter],
  ['the mark of a bundle that another studio made', { ...adapter, [markName]: markOf(bundle) }, { isRemembered: false }],
  ['a mark that leads elsewhere', { ...adapter, [markName]: markOf('../../use') }],
  ['a mark that is none', { ...adapter, [markName]: '[' }],
  ['a mark that is far too long', { ...adapter, [markName]: markOf(bundle) + ' '.repeat(2000) }],
  ['the mark of another folder', { 'out/adapter_config.json': '{}', 'out/adapter_model.safetensors': 'x', [markName]: markOf(bundle) }, { isPacked: true }],
])('without works for %s', async (_, brought, how) => {
  expect(await takenIn(brought, how)).toEqual([])
})
