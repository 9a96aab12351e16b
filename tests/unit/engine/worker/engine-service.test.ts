import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writeGguf } from '#engine/formats/index.ts'
import { engineService } from '#engine/worker/engine-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-service-'))
afterAll(() => rmSync(folder, { recursive: true }))
const caller = { client: 'host', signal: new AbortController().signal }
const service = engineService({ progress: () => undefined, log: () => undefined })
const context = { course: '', chapter: '', lesson: '', headings: [], before: '今天', after: '', block: 'paragraph' as const, candidate: 0, leanings: [] }

describe('the engine’s service', () => {
  test('it says what a model’s file says about itself', async () => {
    const path = join(folder, 'model.gguf')
    const numbers = (count: number) => ({ type: 'uint32', value: count }) as const
    await writeGguf(path, {
      metadata: {
        'general.architecture': { type: 'string', value: 'gpt2' },
        'general.name': { type: 'string', value: '小' },
        'general.license': { type: 'string', value: 'mit' },
        'gpt2.context_length': numbers(256),
        'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: ['a', 'b'] },
      },
      tensors: [
        { name: 'token_embd.weight', shape: [2, 32], type: 'Q8_0', load: () => new Float32Array(64) },
        { name: 'norm', shape: [32], type: 'F32', load: () => new Float32Array(32) },
      ],
    })
    expect(await service.inspect({ path }, caller)).toEqual({
      path,
      facts: {
        name: '小',
        architecture: 'gpt2',
        bytes: expect.any(Number),
        files: 1,
        parameters: 96,
        contextTokens: 256,
        quantisation: 'Q8_0',
        fileType: null,
        licence: 'mit',
        languages: [],
        isInstruct: false,
        memory: expect.objectContaining({ weights: 196, readPerToken: 196 }),
      },
    })
  })

  test('it turns what is wrong with a file into a Problem with its code', async () => {
    writeFileSync(join(folder, 'text.gguf'), 'no model')
    await expect(service.inspect({ path: join(folder, 'text.gguf') }, caller)).rejects.toMatchObject({ name: 'Problem', code: 'model-foreign' })
    await expect(service.inspect({ path: join(folder, 'none.gguf') }, caller)).rejects.toMatchObject({ name: 'Problem', code: 'model-missing' })
    await expect(service.load({ path: join(folder, 'none.gguf'), id: 'x', device: 'cpu', measured: null }, caller)).rejects.toMatchObject({
      name: 'Problem',
      code: 'model-missing',
    })
  })

  test('it names a file to pages without saying where it lies', async () => {
    for (const name of ['text.gguf', 'none.gguf']) {
      const path = join(folder, name)
      for (const call of [() => service.inspect({ path }, caller), () => service.load({ path, id: 'x', device: 'cpu', measured: null }, caller)]) {
        const problem: unknown = await Promise.resolve(call()).catch((error: unknown) => error)
        expect(problem).toMatchObject({ message: expect.stringContaining(name), detail: { file: name } })
        expect(problem).not.toMatchObject({ message: expect.stringContaining(folder) })
      }
    }
  })

  test('it names what is in a folder and says how large a file is, where they are there', async () => {
    const own = join(folder, 'own')
    mkdirSync(own)
    writeFileSync(join(own, 'a.gguf'), 'x'.repeat(7))
    expect(await service.names({ folder: own }, caller)).toEqual(['a.gguf'])
    expect(await service.names({ folder: join(own, 'none') }, caller)).toEqual([])
    expect(await service.size({ path: join(own, 'a.gguf') }, caller)).toEqual({ bytes: 7 })
    expect(await service.size({ path: join(own, 'none.gguf') }, caller)).toEqual({ bytes: 0 })
  })

  test('it cannot complete before a model is loaded', async () => {
    const first = service.complete(context, caller)[Symbol.asyncIterator]().next()
    await expect(first).rejects.toMatchObject({ name: 'Problem', code: 'unavailable' })
  })

  test('it answers a ping with its memory and its work', async () => {
    const { residentBytes, evaluatedTokens } = await service.ping({}, caller)
    expect(residentBytes).toBeGreaterThan(1e6)
    expect(evaluatedTokens).toBe(0)
  })
})
