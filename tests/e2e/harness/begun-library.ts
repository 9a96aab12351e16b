/** A studio whose library is begun: three lessons, one of them with a sentence in it, and the settings as they come. */
import { beforeAll, beforeEach } from 'vitest'
import { admit, openClient } from '../contract-client.ts'
import { studioForAll, type StudioPage } from './studio-page.ts'

/** For a file of tests, each of which begins in Chinese, with suggestions on and the library in view. */
export function begunLibrary(): StudioPage {
  const studio = studioForAll()
  beforeAll(async () => {
    for (const title of ['给清单一个结尾', '断线时看的一课', '把大事写小']) await studio.newLessonCalled(title)
    await studio.page.keyboard.type('清单不是愿望的仓库。')
    await studio.saved('清单不是愿望的仓库。')
  })
  beforeEach(async () => {
    const page = await studio.begin()
    const isSet = () =>
      document.documentElement.lang === 'zh-CN' && document.querySelector('.status-switch[aria-checked=false], .studio[data-library=away]') === null
    if (!(await page.evaluate(isSet))) await resetSettings(studio)
    // The page hears of it: a key that switches one of them means the other way until then.
    await page.waitForFunction(isSet)
    await page.locator('.pane-library [role=treeitem][aria-current=page]').waitFor()
  })
  return studio
}

async function resetSettings({ host }: StudioPage): Promise<void> {
  const client = await openClient(host.address, await admit(host.nextAddress()))
  await client.settings.set({ language: 'system', theme: 'system', suggestions: true, showLibrary: true })
  client.close()
}
