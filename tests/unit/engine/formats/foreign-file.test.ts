import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FormatError, openGguf, openSafetensors, writeGguf, writeSafetensors } from '#engine/formats/index.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 4920734720\n'
const foreign: readonly (readonly [name: string, bytes: Buffer, reason: string])[] = [
  ['a ZIP archive', Buffer.from(`PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(600)}`, 'latin1'), 'this is a ZIP archive (PyTorch keeps models in such, too), no '],
  ['a gzip archive', gzipSync('model'), 'this is a gzip archive, no '],
  ['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), deflateSync('picture')]), 'this is a PNG picture, no '],
  ['a web page', Buffer.from('\ufeff\n<!DOCTYPE html>\n<html><title>404</title>'), 'this is a web page, no '],
  ['an LFS pointer', Buffer.from(lfs), 'fetch the model itself, with “git lfs pull”.'],
  [
    'a message',
    Buffer.from('Access to model 墨/小墨 is restricted.\nYou must log in.'),
    'this is a text that begins “Access to model 墨/小墨 is restricted.”, no ',
  ],
  ['a long text, cut in a letter', Buffer.from('墨课'.repeat(300)), 'this is a text that begins “墨课墨课'],
  ['a pickle', Buffer.from('\x80\x02ctorch\nstorage\n', 'latin1'), 'this is a Python pickle, as PyTorch writes it, no '],
  ['an older model', Buffer.from('tjgg\x03\0\0\0\0\x7d\0\0', 'latin1'), 'this is a model in a format from before GGUF, no '],
  ['zeros', Buffer.alloc(5000), 'the file begins with nothing but zeros, as one whose download was broken off.'],
  ['nothing', Buffer.alloc(0), 'the file is empty.'],
]

test.each(foreign)('%s is told for what it is where a GGUF or safetensors was to be read', async (name, bytes, reason) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  for (const open of [openGguf, openSafetensors]) {
    // One after the other: a refusal that nobody listens to yet would be an error of its own.
    const opening = open(path)
    await expect(opening).rejects.toThrow(FormatError)
    await expect(opening).rejects.toThrow(reason)
    await expect(opening).rejects.toThrow(`${path}: `)
  }
})

test('the one is told from the other', async () => {
  const gguf = join(folder, 'a.gguf')
  const safetensors = join(folder, 'a.safetensors')
  await writeGguf(gguf, { metadata: {}, tensors: [] })
  await writeSafetensors(safetensors, { tensors: [{ name: 'a', shape: [2], type: 'F32', load: () => new Float32Array(2) }] })
  await expect(openGguf(safetensors)).rejects.toThrow('this is a safetensors file, no GGUF file: fetch the model as GGUF.')
  await expect(openSafetensors(gguf)).rejects.toThrow('this is a GGUF file, no safetensors file.')
})

test('what nothing is known of is not guessed at', async () => {
  const path = join(folder, 'noise')
  writeFileSync(path, Buffer.from([7, 0xfe, 0x90, 3, 0xff, 0xff, 0xff, 0xff, 0xff]))
  await expect(openGguf(path)).rejects.toThrow(`${path}: this is no GGUF file.`)
})
