import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf, sha256, sortedJson } from '#main/publishing/desk/hashes.ts'
import { emptyManifest, type Manifest, manifestBytes, readManifest } from '#main/publishing/desk/manifest.ts'

test('sorted JSON says what JSON says, whatever the order of properties', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(sortedJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 200 },
  )
  expect(sortedJson({ b: [undefined, 1], a: undefined, 'ä"': { d: null, c: '\u2028' } })).toBe('{"b":[null,1],"ä\\"":{"c":"\u2028","d":null}}')
  expect(hashOf({ a: 1, b: { c: 2, d: 3 } })).toBe(hashOf({ b: { d: 3, c: 2 }, a: 1 }))
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: '1' }))
})

test('a manifest is written unit by unit in their order, with a line for each file and no finding but those of files, and read back, as are those of earlier versions', () => {
  const record = { level: 'todo', kind: 'record', lesson: 'l', block: null, text: '"两\n行"', numbers: { most: 1 } } as const
  const told = sha256(JSON.stringify([record]))
  const unit = (path: string): Manifest['units'][string] => ({
    key: 'a'.repeat(64),
    files: [{ path, sha256: 'b'.repeat(64) }],
    findings: [record, { level: 'todo', kind: 'file-kept', lesson: null, block: null, text: path, numbers: {} }],
    noted: { x: 1 },
  })
  const whole: Manifest = {
    ...emptyManifest('zhihu', 'c1'),
    isWhole: true,
    asked: ['b', 'a'],
    units: { b: unit('乙/a.md'), a: unit('甲/a.md'), '"': unit('c') },
  }
  for (const manifest of [
    whole,
    { ...whole, units: {} },
    { ...whole, writing: [{ path: 'd', sha256: 'c'.repeat(64) }] },
    { ...emptyManifest('zhihu'), asked: ['units'], units: whole.units },
  ]) {
    const units = Object.fromEntries(Object.entries(manifest.units).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const text = manifestBytes(manifest).toString()
    expect(text).toBe(manifestBytes({ ...manifest, units: structuredClone(units) }).toString())
    expect(Object.keys((JSON.parse(text) as Manifest).units)).toEqual(Object.keys(units))
    const listed = Object.entries(units).map(([id, each]) => [id, { ...each, told, findings: each.findings.slice(1) }] as const)
    for (const [, { files, findings }] of listed) for (const each of [...files, ...findings]) expect(text).toContain(`\n    ${JSON.stringify(each)}\n`)
    expect(readManifest(`${JSON.stringify({ ...manifest, units }, null, 1)}\n`, 'zhihu', 'c1')).toEqual({ ...manifest, units })
    expect(readManifest(text, 'zhihu', 'c1')).toEqual({ ...manifest, units: Object.fromEntries(listed) })
    expect(text).not.toContain('record')
  }
})
