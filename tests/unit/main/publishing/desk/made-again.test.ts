import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exportFolder } from '#main/publishing/desk/export-folder.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { keepKnownFilesIn } from '#main/publishing/desk/known-files.ts'
import type { FindingKind } from '#preload/contract/findings.ts'

const [folder, kept] = [mkdtempSync(join(tmpdir(), 'moke-export-')), mkdtempSync(join(tmpdir(), 'moke-kept-'))]
keepKnownFilesIn(kept)
afterAll(() => {
  keepKnownFilesIn(null)
  for (const each of [folder, kept]) rmSync(each, { recursive: true, force: true })
})

test('what was not made for want of time is made at the next export, though nothing changed', async () => {
  let makes = 0
  const exported = async (kinds: readonly FindingKind[]): Promise<string[]> => {
    const make = () => {
      makes += 1
      const told = new Findings('l1')
      for (const kind of kinds) told.add('lost', kind)
      return Promise.resolve({ files: [{ path: 'a.txt', text: '字' }], findings: told.all })
    }
    const units = [{ id: 'l1', input: 1, make }]
    const task = { folder, target: { id: 'docx', version: 1 }, course: 'c1', units, imageBytes: () => Promise.reject(new Error()), onProgress: () => {} }
    const { findings } = await exportFolder({ ...task, signal: new AbortController().signal })
    return findings.map(({ kind }) => kind)
  }
  expect([await exported(['image-unmade']), await exported(['cover-missing']), await exported(['image-still']), await exported([])]).toEqual([
    ['image-unmade'],
    ['cover-missing'],
    ['image-still'],
    ['image-still'],
  ])
  expect(makes).toBe(3)
})
