/** `a11y.violations`: what axe finds wrong with every page, panel and window of the built studio, light and dark, a lesson with everything in it open. */
import { admit, openClient } from '../e2e/contract-client.ts'
import { rooms, settled, violations } from '../e2e/harness/rooms.ts'
import { fillLesson } from '../e2e/harness/wide-document.ts'
import { newFolder, openPage, startHost } from '../e2e/launch.ts'
import { figure, table } from './report.ts'

const folder = newFolder()
const host = await startHost(folder.path)
const client = await openClient(host.address, await admit(host.address))
const { lesson } = await client.library.createCourse({ title: '一门课', chapterTitle: '第一章', lessonTitle: '全的一课' })

const found: string[] = []
for (const dark of [false, true]) {
  await client.settings.set({ lastLesson: lesson })
  const { page, close } = await openPage(host.nextAddress(), { dark, width: 1440, height: 900 })
  await page.locator('.page-text').waitFor()
  if (!dark) await fillLesson(host, page, '全的一课')
  for (const room of rooms) {
    await room.enter(page)
    await settled(page)
    found.push(...(await violations(page)).map((one) => `${room.name}, ${dark ? 'dark' : 'light'}: ${one}`))
    await room.leave(page)
  }
  await close()
}
client.close()
for (const one of found) console.error(one.slice(0, 400))
figure('a11y.violations', found.length, `${rooms.length} places, light and dark`)
await host.stop()
folder.discard()
table()
process.exit(0)
