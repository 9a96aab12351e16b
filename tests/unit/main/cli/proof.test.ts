import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { markName, markOf } from '#main/bundle/mark.ts'
import { rememberedOf } from '#main/cli/proof.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { temporaryFolder } from '../store/temporary.ts'

test('an adapter that a bundle’s mark lies with is proved by that bundle’s division, as the library remembers it', () => {
  const [workspace, out, id] = [temporaryFolder(), temporaryFolder(), '0123456789abcdef'.repeat(2)]
  const adapter = join(out, 'adapter')
  mkdirSync(adapter)
  expect(rememberedOf({ adapter, workspace })).toEqual([])
  writeFileSync(join(adapter, markName), markOf(id))
  expect(rememberedOf({ adapter, workspace })).toEqual([])
  new VoiceFolder(workspace).keepBundle(id, [
    { id: 'a', title: '甲', words: 3, heldOut: true },
    { id: 'b', title: '乙', words: 4, heldOut: false },
  ])
  const sides = rememberedOf({ adapter, workspace }).map(({ id: work, title, isHeldOut }) => ({ work, title, isHeldOut }))
  expect(sides).toEqual([
    { work: 'a', title: '甲', isHeldOut: true },
    { work: 'b', title: '乙', isHeldOut: false },
  ])
  expect(rememberedOf({ adapter: join(out, 'none.gguf'), workspace })).toEqual([])
})
