import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError, openSafetensors, type SafetensorsTensor, writeSafetensors } from '#engine/formats/index.ts'
import { parseSafetensorsHeader } from '#engine/formats/safetensors-header.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => i - 3)
const tensor = (name: string, type: SafetensorsTensor['type'], ...shape: number[]): SafetensorsTensor => ({
  name,
  type,
  shape,
  load: () => numbers(shape.reduce((a, b) => a * b, 1)),
})
const tensors = [tensor('层.b', 'F16', 3), tensor('层.a', 'F32', 2, 4), tensor('single', 'BF16'), tensor('empty', 'F32', 0, 5), tensor('__proto__', 'F32', 1)]

async function written(name: string): Promise<string> {
  const path = join(folder, name)
  await writeSafetensors(path, { metadata: { format: 'pt', 课程: '一' }, tensors })
  return path
}

describe('a safetensors file', () => {
  test('it comes back as it was written', async () => {
    await using file = await openSafetensors(await written('whole'))
    expect(Object.fromEntries(file.metadata)).toEqual({ format: 'pt', 课程: '一' })
    for (const { name, type, shape, load } of tensors) {
      expect(file.tensors.get(name)).toMatchObject({ type, shape })
      expect(await file.read(name)).toEqual(await load())
    }
  })

  test('its tensors are aligned to their numbers', async () => {
    await using file = await openSafetensors(await written('aligned'))
    for (const { offset, type } of file.tensors.values()) expect(offset % (type === 'F32' ? 4 : 2)).toBe(0)
  })

  test('its header is what the format asks for', async () => {
    const path = join(folder, 'header')
    await writeSafetensors(path, { tensors: [tensor('a', 'F32', 2)] })
    const bytes = readFileSync(path)
    const length = Number(bytes.readBigUInt64LE(0))
    expect(length % 8).toBe(0)
    expect(JSON.parse(bytes.subarray(8, 8 + length).toString())).toEqual({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } })
    expect(bytes.subarray(8 + length)).toEqual(Buffer.from(Float32Array.of(-3, -2).buffer))
  })

  test('a tensor of another length than its shape is refused and nothing is left', async () => {
    const wrong = { ...tensor('a', 'F32', 3), load: () => numbers(2) }
    await expect(writeSafetensors(join(folder, 'wrong'), { tensors: [wrong] })).rejects.toThrow(RangeError)
    expect(readdirSync(folder).filter((name) => name.startsWith('wrong'))).toEqual([])
  })

  test('writing stops when asked', async () => {
    const signal = AbortSignal.abort(new Error('asked to'))
    await expect(writeSafetensors(join(folder, 'stopped'), { tensors }, signal)).rejects.toThrow('asked to')
  })
})

function file(header: unknown, data = 8): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, Buffer.alloc(data)])
}
const a = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }

describe('a damaged safetensors file', () => {
  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'the file is empty'],
    ['less than a length', Buffer.alloc(3), 'shorter than its header'],
    ['a header of exabytes', Buffer.alloc(64, 0xff), 'it claims a header of 18446744073709551615 bytes'],
    ['a header beyond the end', Buffer.concat([file({ a }).subarray(0, 20)]), 'it was cut short'],
    ['no JSON', file('{"a":'), 'not JSON in UTF-8'],
    ['JSON without end', file('['.repeat(100_000)), 'not JSON in UTF-8'],
    ['a header that is not UTF-8', file('{"\xff"').fill(0xff, 9, 11), 'not JSON in UTF-8'],
    ['a list', file([]), 'not a JSON object'],
    ['metadata of numbers', file({ __metadata__: { n: 1 }, a }), 'the metadata entry n is not a text'],
    ['metadata that are a list', file({ __metadata__: [], a }), 'its metadata is not an object'],
    ['a tensor that is a number', file({ a: 1 }), 'the tensor a is not described by an object'],
    ['an unknown type', file({ a: { ...a, dtype: 'toString' } }), 'has the element type toString; known are BOOL, U8,'],
    ['no shape', file({ a: { ...a, shape: undefined } }), 'the tensor a has no shape'],
    ['a negative size', file({ a: { ...a, shape: [-2] } }), 'the tensor a has no shape'],
    ['no place', file({ a: { ...a, data_offsets: [0] } }), 'the tensor a has no place in the file'],
    ['a place of another size', file({ a: { ...a, data_offsets: [0, 4] } }), 'takes 4 bytes, but its shape and type ask for 8'],
    ['a shape beyond counting', file({ a: { ...a, shape: [2 ** 50, 2 ** 50, 2 ** 50] } }), 'takes 8 bytes'],
    ['a tensor beyond the end', file({ a: { ...a, data_offsets: [8, 16] } }), 'reaches beyond the end'],
    ['tensors over one another', file({ a, b: a }), 'the tensors a and b overlap'],
    ['a tensor twice', file(`{"a":${JSON.stringify(a)},"\\u0061" :${JSON.stringify(a)}}`), 'the name a occurs twice in its header'],
    ['two shapes of one tensor', file('{"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8]}}'), 'the name shape occurs twice'],
    ['bytes of no tensor', file({ a }, 12), 'its tensors take 8 bytes, but there are 12'],
  ])('it is refused: %s', async (name, bytes, reason) => {
    const path = join(folder, `damaged-${name.replaceAll(' ', '-')}`)
    writeFileSync(path, bytes)
    const opening = openSafetensors(path)
    await expect(opening).rejects.toThrow(FormatError)
    await expect(opening).rejects.toThrow(reason)
  })

  test('it is read or refused, and nothing else, whatever characters were changed', () => {
    const json = JSON.stringify({ __metadata__: { format: 'pt' }, a, b: { ...a, data_offsets: [8, 16] } })
    const change = fc.tuple(fc.nat(json.length), fc.nat(6), fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('9', '-', 'null', '[', '}', '1e300')))
    fc.assert(
      fc.property(change, ([at, cut, put]) => {
        const bytes = Buffer.from(json.slice(0, at) + put + json.slice(at + cut))
        try {
          parseSafetensorsHeader('f', bytes, 8 + bytes.length + 16)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('its numbers are refused by name where they are of another type', async () => {
    const path = join(folder, 'other-type')
    writeFileSync(path, file({ a: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }))
    await using opened = await openSafetensors(path)
    await expect(opened.read('a')).rejects.toThrow('the numbers of the tensor a are of the type I64')
  })

  test('it is noticed when it was cut after it was opened', async () => {
    const path = await written('cut-later')
    await using opened = await openSafetensors(path)
    truncateSync(path, 30)
    await expect(opened.read('层.a')).rejects.toThrow('the file ends before its tensors do')
  })
})
