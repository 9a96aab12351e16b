import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { saidKinds } from '#main/publishing/desk/advice.ts'
import { FindingKind } from '#preload/contract/findings.ts'

test('every kind of finding is told by something: a sentence that nobody says is no finding', () => {
  const folder = fileURLToPath(new URL('../../../../../main/publishing', import.meta.url))
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const told = new Set<string>(saidKinds)
  expect(FindingKind.options.filter((kind) => !told.has(kind) && !sources.includes(`'${kind}'`))).toEqual([])
})
