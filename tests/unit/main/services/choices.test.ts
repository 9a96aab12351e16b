import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keepChoices } from '#main/services/choices.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const mine = { id: 'brought-mine', path: '/disk/mine.gguf' }

describe('what the author chose', () => {
  test('a chosen model that was brought is known to who hears of the choice when the library comes back', async () => {
    const folder = temporaryFolder()
    const first = await opened(folder)
    const before = keepChoices(first)
    before.brought.add(mine)
    before.settings.set({ model: mine.id })
    await first.copyNow()
    await first.close()
    writeFileSync(join(folder, 'workspace.sqlite'), 'damaged')
    const workspace = await opened(folder)
    const { settings, brought } = keepChoices(workspace)
    expect([workspace.state().phase, settings.get().model, brought.list()]).toEqual(['broken', null, []])
    const heard: unknown[] = []
    settings.listen(({ model }) => heard.push([model, brought.list()]))
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    expect(heard).toEqual([[mine.id, [mine]]])
  })
})
