/** What is kept and told where the disk takes nothing more. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { StoreFailure } from '#main/store/failure.ts'
import { Store } from '#main/store/store.ts'
import { settings } from '#preload/contract/settings.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { problemOf, served } from './served.ts'

describe('a disk that takes nothing more', () => {
  const isFull = () => {
    throw new StoreFailure('disk-full', 'full')
  }

  test('it keeps settings for this run, and writes them with the next change', async () => {
    const { page, keeper, folder, held } = await served()
    const write = vi.spyOn(Store.prototype, 'setPreferences').mockImplementationOnce(isFull)
    onTestFinished(() => write.mockRestore())
    expect(await page().client(settings).set({ theme: 'dark' })).toMatchObject({ theme: 'dark' })
    expect(keeper.get()).toMatchObject({ theme: 'dark' })
    await page().client(settings).set({ pace: 180 })
    await held.close()
    const second = await served({ folder })
    expect(second.keeper.get()).toMatchObject({ theme: 'dark', pace: 180 })
  })

  test('it never writes counts that were to be cleared', async () => {
    const { page } = await served()
    const asked = page().client(suggestions)
    const clear = vi.spyOn(Store.prototype, 'clearCounts').mockImplementationOnce(isFull)
    onTestFinished(() => clear.mockRestore())
    await asked.record({ model: 'm', event: { kind: 'shown', characters: 3 } })
    expect(await problemOf(asked.clearStatistics({}))).toBe('disk-full')
    expect(await asked.statistics({})).toMatchObject({ shown: 0 })
  })
})
