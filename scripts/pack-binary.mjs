/** Reads a file's first bytes as a loader would: which system and processor native code is for, if it is native code at all. */

const elfMachines = { 0x3e: 'x64', 0xb7: 'arm64', 0x28: 'arm', 0x03: 'ia32', 0xf3: 'riscv64' }
const machTypes = { 0x01000007: 'x64', 0x0100000c: 'arm64', 0x00000007: 'ia32', 0x0000000c: 'arm' }
const peMachines = { 0x8664: 'x64', 0xaa64: 'arm64', 0x014c: 'ia32' }

/** Names that promise native code, whatever the bytes are. */
export const hasNativeName = (path) => /\.(node|dll|dylib|exe|so(\.[\w.]+)?)$/i.test(path)

/** `{os, archs}` of native code, or null for anything else. `bytes` is the whole file, or at least its first kilobytes. */
export function nativeCode(bytes) {
  if (bytes.length < 64) return null
  const magic = bytes.readUInt32BE(0)
  if (magic === 0x7f454c46) return { os: 'linux', archs: [elfMachines[bytes.readUInt16LE(18)] ?? 'unknown'], musl: bytes.includes('libc.musl-') }
  if (magic === 0xcffaedfe) return { os: 'mac', archs: [machTypes[bytes.readUInt32LE(4)] ?? 'unknown'] }
  if (magic === 0xcafebabe) return fatMach(bytes)
  if (bytes.readUInt16BE(0) === 0x4d5a) return portableExecutable(bytes)
  return null
}

/** Several processors in one file. Java classes begin with the same four bytes; their next word is a version above forty. */
function fatMach(bytes) {
  const count = bytes.readUInt32BE(4)
  if (count === 0 || count > 8 || bytes.length < 8 + 20 * count) return null
  return { os: 'mac', archs: Array.from({ length: count }, (_, index) => machTypes[bytes.readUInt32BE(8 + 20 * index)] ?? 'unknown') }
}

function portableExecutable(bytes) {
  const header = bytes.readUInt32LE(0x3c)
  if (header + 6 > bytes.length || bytes.readUInt32LE(header) !== 0x4550) return null
  return { os: 'win', archs: [peMachines[bytes.readUInt16LE(header + 4)] ?? 'unknown'] }
}
