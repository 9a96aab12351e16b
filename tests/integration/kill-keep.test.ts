/** Kills a real host while it takes pictures in, makes backups and puts one in the library's place; looks at what is there afterwards. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { connectToRead } from '#main/store/database.ts'
import { listImages } from '#main/store/image-places.ts'
import { findDamage } from '#main/store/verify.ts'
import type { ImageId } from '#preload/document/schema.ts'
import { putImage } from '#renderer/host/images.ts'
import { admit, type ContractClient, openClient } from '../e2e/contract-client.ts'
import { newFolder, type RunningHost, startHost } from '../e2e/launch.ts'
import { png } from '../unit/main/images/pictures.ts'
import { randomFrom } from './seeded-random.ts'
import { hostWithoutEngine } from './without-engine.ts'

const kills = 15
const seed = Date.now() % 1e9
const random = randomFrom(seed)
console.log(JSON.stringify({ seed }))

const folders: ReturnType<typeof newFolder>[] = []
afterAll(() => folders.forEach((folder) => folder.discard()))
function folder(): string {
  const made = newFolder()
  folders.push(made)
  return made.path
}

const program = hostWithoutEngine(folder())

async function started(workspace: string): Promise<{ host: RunningHost; client: ContractClient }> {
  const host = await startHost(workspace, undefined, {}, program)
  return { host, client: await openClient(host.address, await admit(host.address)) }
}

/** Repeats work until its host is gone. */
async function until(client: ContractClient, work: () => Promise<void>): Promise<void> {
  let gone = false
  void client.closed.then(() => {
    gone = true
  })
  try {
    while (!gone) await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'unavailable')) throw error
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What is wrong with the pictures on the disk: a name that its content has not. */
function falseNames(images: string): string[] {
  if (!existsSync(images)) return []
  return listImages(images).files.flatMap(({ id, type }) =>
    createHash('sha256')
      .update(readFileSync(join(images, id.slice(0, 2), `${id}.${type}`)))
      .digest('hex') === id
      ? []
      : [id],
  )
}

function damageOf(workspace: string): string | null {
  const db = connectToRead(join(workspace, 'workspace.sqlite'))
  try {
    return findDamage(db, true)
  } finally {
    db.close()
  }
}

describe('a host that is killed', () => {
  test('it keeps every picture that it took, and every backup that it lists is whole', async () => {
    const workspace = folder()
    const taken: ImageId[] = []
    const wrong: string[] = []
    let count = 0
    let backups = 0
    for (let life = 0; life <= kills; life++) {
      const { host, client } = await started(workspace)
      const known = new Set((await client.images.about({ ids: taken.slice(-1000) })).map(({ id }) => id))
      wrong.push(...taken.slice(-1000).filter((id) => !known.has(id)))
      const listed = await client.backups.list({})
      backups = listed.length
      const [newest] = listed
      if (newest) for await (const { checked } of client.backups.check({ backup: newest.id })) if (checked) await client.backups.leave({ checked: checked.id })
      if (life === kills) {
        await host.stop()
        break
      }
      const working = [
        until(client, async () => {
          count += 1
          const bytes = png(3 + (count % 50), 3, [count & 255, (count >> 8) & 255, life])
          const { image } = await putImage(client.images, new Blob([new Uint8Array(Buffer.concat([bytes, Buffer.alloc(count * 977)]))]), `${count}.png`)
          taken.push(image.id)
        }),
        until(client, async () => {
          await client.library.createCourse({ title: `第 ${count} 门`, chapterTitle: '章', lessonTitle: '节' })
          for await (const _ of client.backups.make({}));
        }),
      ]
      await sleep(200 + random() * 900)
      await host.kill()
      await Promise.all(working)
      wrong.push(...falseNames(join(workspace, 'images')), ...falseNames(join(`${workspace}-backups`, 'images')))
    }
    expect({ wrong, damage: damageOf(workspace), leftovers: readdirSync(workspace).filter((name) => name.startsWith('scratch')) }).toEqual({
      wrong: [],
      damage: null,
      leftovers: [],
    })
    expect(taken.length).toBeGreaterThan(kills)
    expect(backups).toBeGreaterThan(0)
  })

  test('in the middle of a restore the library is the one from before or the one from then, whole, and none is lost', async () => {
    const workspace = folder()
    const titles = async (client: ContractClient) => (await client.library.tree({})).courses.map(({ title }) => title).join()
    const first = await started(workspace)
    const early = await titles(first.client)
    for await (const _ of first.client.backups.make({}));
    await first.client.library.createCourse({ title: '后来', chapterTitle: '章', lessonTitle: '节' })
    const late = await titles(first.client)
    await first.host.stop()
    const seen = { early: 0, late: 0 }
    for (let life = 0; life < kills; life++) {
      const { host, client } = await started(workspace)
      const before = await titles(client)
      const isEarly = before === early
      // Back to the one that is not there: the backup, or what it replaced.
      const wanted = (await client.backups.list({})).find(({ kind, titles: of }) => (isEarly ? kind === 'replaced' && of.join() === late : kind === 'backup'))
      if (!wanted) throw new Error(`there is no way back in life ${life}`)
      const restoring = until(client, async () => {
        for await (const { checked } of client.backups.check({ backup: wanted.id })) if (checked) await client.backups.take({ checked: checked.id })
        await client.closed
      })
      await sleep(random() * 400)
      await host.kill()
      await restoring
      const { host: next, client: after } = await started(workspace)
      const now = await titles(after)
      expect([early, late]).toContain(now)
      seen[now === early ? 'early' : 'late'] += 1
      await next.stop()
      expect(damageOf(workspace)).toBe(null)
    }
    console.log(JSON.stringify(seen))
    expect(Math.min(seen.early, seen.late)).toBeGreaterThan(0)
  })
})
