/** Which folder exports go to, whatever the disk does with the choice. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ChosenFolder } from '#main/services/backup-choice.ts'
import { PublishingFolder } from '#main/services/publishing-folder.ts'
import { Problem } from '#preload/contract/problem.ts'
import { temporaryFolder } from '../store/temporary.ts'

function chosenIn(folder: string, defaultFolder: string) {
  return new PublishingFolder({ folder, defaultFolder })
}

test('it is kept for the next time, and a choice of which nothing can be read is none', () => {
  const [folder, out] = [temporaryFolder(), temporaryFolder()]
  chosenIn(folder, '/own').choose(out, false)
  expect([chosenIn(folder, '/own').state(), readdirSync(folder)]).toEqual([{ folder: out, isDefault: false }, ['publishing.json']])
  for (const text of ['', '{"folder"', '{"folder":""}']) {
    writeFileSync(join(folder, 'publishing.json'), text)
    expect(chosenIn(folder, '/own').state()).toEqual({ folder: '/own', isDefault: true })
  }
  // As one that the disk doesn't give back.
  rmSync(join(folder, 'publishing.json'))
  mkdirSync(join(folder, 'publishing.json'))
  expect(chosenIn(folder, '/own').state()).toEqual({ folder: '/own', isDefault: true })
})

test('where the disk doesn’t take the choice, of exports and of backups alike, that is told in words', () => {
  const [folder, out] = [temporaryFolder(), temporaryFolder()]
  for (const name of ['publishing.json', 'backups.json']) mkdirSync(join(folder, `${name}.part`))
  expect(() => chosenIn(folder, '/own').choose(out, false)).toThrow(Problem)
  expect(() => new ChosenFolder({ folder, defaultFolder: '/own' }).choose(out, false)).toThrow(Problem)
})
