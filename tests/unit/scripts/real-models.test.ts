/** How a published model for the tests is put together from what the registry sends. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isWhole, joinParts, realModels } from '../../../scripts/real-models.mjs'

const text = 'GGUF and its numbers'
const model = { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') }
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-real-models-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function parts(...texts: string[]): string[] {
  return texts.map((part, at) => {
    writeFileSync(join(folder, `part${at}`), part)
    return join(folder, `part${at}`)
  })
}

test('it joins the parts in order, and knows the file again', () => {
  const path = join(folder, 'model.gguf')
  expect(joinParts(parts('GGUF and ', 'its numbers'), path, model)).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(isWhole(path, model)).toBe(true)
  expect(readdirSync(folder)).not.toContain('model.gguf.part')
})

test.each([
  ['another hash', ['its numbers', 'GGUF and '], 'hash'],
  ['another size', ['GGUF and '], 'size'],
])('it leaves no file of %s', (_what, texts, word) => {
  const path = join(folder, 'model.gguf')
  expect(joinParts(parts(...texts), path, model)).toContain(word)
  expect(existsSync(path)).toBe(false)
  expect(readdirSync(folder)).not.toContain('model.gguf.part')
})

test('it names a part that the package lacks', () => {
  const absent = join(folder, 'absent')
  expect(joinParts([...parts('GGUF'), absent], join(folder, 'model.gguf'), model)).toContain(absent)
})

test('it takes a damaged file for none', () => {
  const path = join(folder, 'model.gguf')
  writeFileSync(path, text.toUpperCase())
  expect(isWhole(path, model)).toBe(false)
  expect(isWhole(join(folder, 'none'), model)).toBe(false)
})

test('it knows each model by size, hash, licence and exact versions of its packages', () => {
  expect(realModels).not.toHaveLength(0)
  for (const { file, bytes, sha256, licence, parts: its } of realModels) {
    expect(file).toMatch(/^[\w.-]+\.gguf$/)
    expect(bytes).toBeGreaterThan(1e6)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(licence).not.toBe('')
    for (const part of its) expect(part).toEqual({ package: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+$/), path: expect.any(String) })
  }
})
