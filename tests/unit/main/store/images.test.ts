import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeCopy } from '#main/store/copies.ts'
import { removeForgottenImages } from '#main/store/image-garbage.ts'
import { imageId, tidyImages, writeImage } from '#main/store/image-files.ts'
import { findImage, imageFolder, listImages } from '#main/store/image-places.ts'
import { Log } from '#main/store/log.ts'
import { placesIn } from '#main/store/places.ts'
import { salvage } from '#main/store/salvage.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { png } from '../images/pictures.ts'
import { openedStore, temporaryFolder } from './temporary.ts'

const day = 24 * 3600_000

test('a picture is found by its hash alone, and what never was finished is none', async () => {
  const images = imageFolder(temporaryFolder())
  const id = await writeImage(images, png(2, 2), 'png')
  expect(id).toBe(imageId(png(2, 2)))
  writeFileSync(join(images, id.slice(0, 2), '1-1.part'), 'half')
  writeFileSync(join(images, 'desktop.ini'), 'of another program')
  expect([findImage(images, id)?.type, findImage(images, `../${id}`), findImage(images, 'f'.repeat(64))]).toEqual(['png', null, null])
  tidyImages(images)
  expect([listImages(images), readdirSync(join(images, id.slice(0, 2)))]).toEqual([
    { files: [{ id, type: 'png', bytes: png(2, 2).length }], unfinished: [] },
    [`${id}.png`],
  ])
})

test('what is known of pictures comes out of a broken workspace, as far as it can be true', async () => {
  const lost = openedStore()
  const id = await writeImage(imageFolder(lost.folder), png(2, 2), 'png')
  const row = { id, type: 'png' as const, width: 2, height: 2, bytes: 99, name: '图.png', at: 5 }
  lost.store.addImage(row)
  lost.db.prepare("INSERT INTO image VALUES ('no hash', 'png', 2, 2, 9, '', 5), (?, 'exe', 2, 2, 9, '', 5)").run('e'.repeat(64))
  const whole = openedStore()
  salvage(whole.db, new Log(whole.db, whole.folder), lost.file, 9)
  expect(whole.store.images()).toEqual([row])
})

test('a picture goes only when nothing names it: no text, no log, no copy, and long after it came', async () => {
  const { db, store, folder, lesson } = openedStore()
  const places = placesIn(folder)
  const images = imageFolder(folder)
  const pictures = await Promise.all([1, 2, 3, 4, 5].map(async (width) => ({ width, id: await writeImage(images, png(width, 1), 'png') })))
  const [inText, removed, inCopy, young, forgotten] = pictures.map(({ id }) => id) as [string, string, string, string, string]
  for (const { id, width } of pictures) store.addImage({ id, type: 'png', width, height: 1, bytes: 1, name: '', at: id === young ? 300 * day : 1 })
  const insert = (base: number, text: string) =>
    store.append({ lesson, batch: `batch-${base}`, base, changes: [{ type: 'insert_node', path: [0], node: { ...paragraph(text) } }], at: 1 })
  insert(0, inText)
  insert(1, removed)
  store.append({ lesson, batch: 'batch-2', base: 2, changes: [{ type: 'remove_text', path: [0, 0], offset: 0, text: removed }], at: 1 })
  store.setPreferences({ note: inCopy })
  mkdirSync(places.copies, { recursive: true })
  await makeCopy(db, places.copies, 1)
  store.setPreferences({ note: '' })
  const now = 400 * day
  expect(removeForgottenImages(db, places, now).map(({ id }) => id)).toEqual([forgotten])
  expect([findImage(images, forgotten), store.image(forgotten)]).toEqual([null, undefined])
  expect([inText, removed, inCopy, young].map((id) => findImage(images, id)?.id)).toEqual([inText, removed, inCopy, young])
  db.exec('CREATE TABLE strange (texts BLOB)')
  expect(removeForgottenImages(db, places, now + 900 * day).map(({ id }) => id)).toEqual([young])
  db.exec("INSERT INTO strange VALUES (x'00')")
  store.setPreferences({ note: '' })
  expect(removeForgottenImages(db, places, now + 2000 * day)).toEqual([])
})
