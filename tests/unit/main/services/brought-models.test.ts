import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { keepBroughtModels } from '#main/services/brought-models.ts'
import { StoreFailure } from '#main/store/failure.ts'
import { Store } from '#main/store/store.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const a = { id: 'brought-a', path: '/disk/a.gguf' }
const b = { id: 'brought-b', path: '/disk/b.gguf' }
const c = { id: 'brought-c', path: '/disk/c.gguf' }
const d = { id: 'brought-d', path: '/disk/d.gguf' }

describe('the models that the author brought', () => {
  test('they are known to the next studio, each once, until they are forgotten', async () => {
    const folder = temporaryFolder()
    const first = await opened(folder)
    const kept = keepBroughtModels(first)
    for (const model of [a, b, a]) kept.add(model)
    kept.forget('brought-of-nobody')
    await first.close()
    const second = await opened(folder)
    const again = keepBroughtModels(second)
    expect(again.list()).toEqual([b, a])
    again.forget(b.id)
    await second.close()
    expect(keepBroughtModels(await opened(folder)).list()).toEqual([a])
  })

  test('they hold for this run where the disk takes nothing more, and are written with the next', async () => {
    const folder = temporaryFolder()
    const workspace = await opened(folder)
    const kept = keepBroughtModels(workspace)
    const write = vi.spyOn(Store.prototype, 'setPreferences').mockImplementationOnce(() => {
      throw new StoreFailure('disk-full', 'full')
    })
    onTestFinished(() => write.mockRestore())
    kept.add(a)
    expect(kept.list()).toEqual([a])
    kept.add(b)
    await workspace.close()
    expect(keepBroughtModels(await opened(folder)).list()).toEqual([a, b])
  })

  test('what could not be written is brought to the library that comes next, and nothing else of the one before', async () => {
    const folder = temporaryFolder()
    const workspace = await opened(folder)
    const kept = keepBroughtModels(workspace)
    kept.add(a)
    await workspace.copyNow()
    kept.forget(a.id)
    kept.add(b)
    const write = vi.spyOn(Store.prototype, 'setPreferences').mockImplementation(() => {
      throw new StoreFailure('corrupt', 'damaged')
    })
    onTestFinished(() => write.mockRestore())
    kept.add(c)
    kept.forget(a.id)
    expect([workspace.state().phase, kept.list()]).toEqual(['broken', [b, c]])
    write.mockRestore()
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    expect(kept.list()).toEqual([c]) // the copy is of a time in which only the forgotten one was there
    kept.add(d)
    await workspace.close()
    expect(keepBroughtModels(await opened(folder)).list()).toEqual([c, d])
  })

  test.each([['none'], [[{ id: 1 }]], [{ path: '/disk/a.gguf' }]])('what another studio wrote in another way hides nothing but itself: %j', async (value) => {
    const workspace = await opened(temporaryFolder())
    workspace.write('none', (store) => store.setPreferences({ broughtModels: value }))
    const kept = keepBroughtModels(workspace)
    expect(kept.list()).toEqual([])
    kept.add(a)
    expect(kept.list()).toEqual([a])
  })
})
