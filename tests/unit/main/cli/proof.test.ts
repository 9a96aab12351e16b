import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeAdapter, writeGgufAdapter, writeMarked } from '#engine/adapters/index.ts'
import { identify, openBase } from '#engine/bases/index.ts'
import { markName, markOf } from '#main/bundle/mark.ts'
import { archiveMask } from '#main/cli/masks.ts'
import { markedIn, proof, rememberedOf } from '#main/cli/proof.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { markOfVoice } from '#main/services/voice-mark.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { runCommand } from '../../engine/cli/run-command.ts'
import { randomAdapter } from '../../engine/adapters/random-adapter.ts'
import { tinyBases } from '../../engine/bases/tiny-bases.ts'
import { temporaryFolder } from '../store/temporary.ts'

test('an adapter that a bundle’s mark lies with is proved by that bundle’s division, as the library remembers it', () => {
  const [workspace, out, id] = [temporaryFolder(), temporaryFolder(), '0123456789abcdef'.repeat(2)]
  const adapter = join(out, 'adapter')
  mkdirSync(adapter)
  expect(rememberedOf({ adapter, workspace })).toBe(null)
  writeFileSync(join(adapter, markName), markOf(id))
  expect(rememberedOf({ adapter, workspace })).toBe(null)
  new VoiceFolder(workspace).keepBundle(id, [
    { id: 'a', title: '甲', words: 3, heldOut: true },
    { id: 'b', title: '乙', words: 4, heldOut: false },
  ])
  expect(rememberedOf({ adapter, workspace })).toEqual({
    by: 'bundle',
    works: [
      { id: 'a', title: '甲', isHeldOut: true },
      { id: 'b', title: '乙', isHeldOut: false },
    ],
  })
  expect(rememberedOf({ adapter: join(out, 'none.gguf'), workspace })).toBe(null)
})

test('an adapter that went out of the studio names in its file which works of the library it learnt, also once others came', async () => {
  const [base, folder] = [await openBase(join(tinyBases, 'llama')), temporaryFolder()]
  const [own, out, moved] = ['own.gguf', 'out.gguf', 'moved.gguf'].map((name) => join(folder, name)) as [string, string, string]
  const identity = await identify(base)
  const written = (factor: number) => {
    const drawn = randomAdapter(base.config, 2, 0.1)
    return { ...drawn, base: identity, matrices: new Map([...drawn.matrices].map(([key, matrix]) => [key, { ...matrix, factor }])) }
  }
  await writeGgufAdapter(own, written(1), base.config)
  const works = [
    { id: 'a', title: '甲', words: 3, heldOut: false },
    { id: 'b', title: '乙', words: 4, heldOut: true },
  ]
  const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d')
  const made = { id, name: '法律课', identity, madeAt: 1, setup: null, choice: null, figures: [], before: null, after: null, seconds: null, works }
  await writeMarked(own, out, { name: '法律课', mark: markOfVoice(made, []) })
  const library = [...works, { id: 'c', title: '后来的', words: 5 }]
  expect(await markedIn(out, library)).toEqual({
    by: 'mark',
    works: [
      { id: 'a', title: '甲', isHeldOut: false },
      { id: 'b', title: '乙', isHeldOut: true },
    ],
  })
  expect(await markedIn(own, library)).toBe(null)
  // Others' numbers with its mark beside them.
  const { notes } = await describeAdapter(out)
  await writeGgufAdapter(moved, { ...written(2), notes }, base.config)
  expect(await markedIn(moved, library)).toBe(null)
  await base[Symbol.asyncDispose]()
})

test('a work is known by the title that its run wrote down, in which a listed name was masked, or was not yet', async () => {
  const [workspace, out] = [temporaryFolder(), temporaryFolder()]
  await (await openWorkspace({ folder: workspace })).close()
  const data = join(out, 'works.jsonl')
  writeFileSync(data, ['致欧阳半夏', '欧阳半夏，电话 13812345678', '别的'].map((title) => JSON.stringify({ title, text: `${title}的信。` })).join('\n'))
  const learning = [
    { id: 'old', title: '致〔某某〕' },
    { id: 'older', title: '欧阳半夏，电话 〔手机号〕' },
  ]
  writeFileSync(join(out, 'tuning.json'), JSON.stringify({ works: { learning, heldOut: [{ id: 'c', title: '别的' }] } }))
  await runCommand(archiveMask, ['--add', '欧阳半夏', '--workspace', workspace])
  const given = ['--adapter', join(out, 'adapter.gguf'), '--data', data, '--workspace', workspace]
  for (const title of ['致欧阳半夏', '欧阳半夏，电话 13812345678'])
    await expect(runCommand(proof, [...given, '--held-out', title])).rejects.toThrow(`--held-out ${title}: the adapter learnt it`)
})
