/**
 * Tells people what a file is that was taken for a file of tensors: an archive, a picture, the web page of a failed
 * download. Knows beginnings only; whoever asks has found that the file is not what it should be.
 */
import { shown } from './format-error.ts'

interface Kind {
  readonly what: string
  /** What to do about it. */
  readonly advice?: string
}

const unpack = 'unpack it and take the model that is in it'
const fetchAgain = 'most likely it is the message of a download that failed; fetch the model again'
const beforeGguf: Kind = { what: 'a model in a format from before GGUF', advice: 'fetch the model as GGUF' }

const signatures: readonly (readonly [beginning: string, kind: Kind])[] = [
  ['GGUF', { what: 'a GGUF file' }],
  ['PK\x03\x04', { what: 'a ZIP archive (PyTorch keeps models in such, too)', advice: unpack }],
  ['\x1f\x8b', { what: 'a gzip archive', advice: unpack }],
  ['7z\xbc\xaf\x27\x1c', { what: 'a 7z archive', advice: unpack }],
  ['Rar!', { what: 'a RAR archive', advice: unpack }],
  ['\xfd7zXZ\0', { what: 'an xz archive', advice: unpack }],
  ['\x28\xb5\x2f\xfd', { what: 'a Zstandard archive', advice: unpack }],
  ['BZh', { what: 'a bzip2 archive', advice: unpack }],
  ['\x89PNG', { what: 'a PNG picture' }],
  ['\xff\xd8\xff', { what: 'a JPEG picture' }],
  ['GIF8', { what: 'a GIF picture' }],
  ['%PDF', { what: 'a PDF document' }],
  ['\x80\x02', { what: 'a Python pickle, as PyTorch writes it', advice: 'fetch the model in another format' }],
  ['\x7fELF', { what: 'a program' }],
  ['SQLite format 3\0', { what: 'an SQLite database' }],
  ['lmgg', beforeGguf],
  ['fmgg', beforeGguf],
  ['tjgg', beforeGguf],
  ['version https://git-lfs', { what: 'a Git LFS pointer, which only names the model', advice: 'fetch the model itself, with “git lfs pull”' }],
]

/** How texts begin, blanks before them aside, in small letters. */
const texts: readonly (readonly [beginning: string, kind: Kind])[] = [
  ['<!doctype html', { what: 'a web page', advice: fetchAgain }],
  ['<html', { what: 'a web page', advice: fetchAgain }],
  ['<?xml', { what: 'XML', advice: fetchAgain }],
]

const LOOKED_AT = 512

/**
 * The rest of a sentence that begins with the file's name and says what the file is instead of what it should be, by
 * its first bytes (512 are enough); undefined where they say nothing.
 */
export function foreignReason(beginning: Uint8Array, expected: 'GGUF' | 'safetensors'): string | undefined {
  if (beginning.length === 0) return 'the file is empty.'
  const bytes = beginning.subarray(0, LOOKED_AT)
  if (bytes.length >= 8 && bytes.every((byte) => byte === 0)) return 'the file begins with nothing but zeros, as one whose download was broken off.'
  const kind = kindOf(bytes, expected)
  if (!kind) return undefined
  return `this is ${kind.what}, no ${expected} file${kind.advice ? `: ${kind.advice}` : ''}.`
}

function kindOf(bytes: Uint8Array, expected: 'GGUF' | 'safetensors'): Kind | undefined {
  const latin = String.fromCharCode(...bytes)
  const kind = signatures.find(([start]) => latin.startsWith(start))?.[1]
  if (kind) return kind
  // Eight bytes of length, of which the last are 0 in any real file, then JSON.
  if (latin.slice(5, 9) === '\0\0\0{') return expected === 'GGUF' ? { what: 'a safetensors file', advice: 'fetch the model as GGUF' } : undefined
  return textKind(bytes)
}

function textKind(bytes: Uint8Array): Kind | undefined {
  const text = new TextDecoder('utf-8').decode(bytes).trimStart()
  const kind = texts.find(([start]) => text.toLowerCase().startsWith(start))?.[1]
  if (kind) return kind
  // The last character may have been cut in two, which is no sign of other bytes.
  const whole = text.replace(/\u{fffd}$/u, '')
  if (whole === '' || /[\p{Cc}\u{fffd}]/u.test(whole.replaceAll(/[\t\r\n]/g, ' '))) return undefined
  const [line = ''] = whole.split(/[\r\n]/, 1)
  return { what: `a text that begins “${shown(line)}”` }
}
