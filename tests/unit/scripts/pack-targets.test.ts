/** What each system's package is made of, against the lock file: a wrong name or version would only come out when a package is made for that system. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fontFiles, fontsNamedIn, packageOf } from '../../../scripts/pack-fonts.mjs'
import { nativeNames, targets } from '../../../scripts/pack-targets.mjs'

interface Locked {
  readonly version: string
  readonly dev?: true
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
const lock = (JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, Locked> }).packages
const locked = (name: string): Locked | undefined => lock[`node_modules/${name}`]

describe.each(Object.keys(targets) as (keyof typeof targets)[])('the package for %s', (name) => {
  const { platform, arch } = targets[name]
  const whole = nativeNames(name).filter((one) => one.whole)

  test('has native packages of that system alone, in the versions of the lock file', () => {
    expect(whole.map((one) => `${one.package}@${one.version}`)).toEqual(whole.map((one) => `${one.package}@${locked(one.package)?.version}`))
    for (const one of whole) {
      const { dev, os, cpu, libc } = locked(one.package) ?? {}
      // llama.cpp's say of some that they can be installed beside another processor's.
      expect({ name: one.package, dev, os, isFor: cpu?.includes(arch), libc: libc ?? ['glibc'] }).toEqual({
        name: one.package,
        dev: undefined,
        os: [platform],
        isFor: true,
        libc: ['glibc'],
      })
    }
  })

  test('has all that sharp and the compiler want on that system', () => {
    const fits = (part: string): boolean => {
      const one = locked(part)
      return Boolean(one?.os?.includes(platform) && one.cpu?.includes(arch) && (one.libc?.includes('glibc') ?? true))
    }
    const wanted = ['sharp', '@myriaddreamin/typst-ts-node-compiler'].flatMap((part) => Object.keys(locked(part)?.optionalDependencies ?? {}).filter(fits))
    const ours = whole.map((one) => one.package).filter((part) => !part.startsWith('@node-llama-cpp/'))
    expect([...new Set(ours)].toSorted()).toEqual(wanted.toSorted())
  })
})

test('fonts that exports read are there, and their packages ship', () => {
  expect(fontsNamedIn(`const a = ['one/two.ttf', "@a/b/c d.otf", '@a/b/c/d.woff2', './own.ttf', 'plain.ttf']`)).toEqual(['one/two.ttf', '@a/b/c/d.woff2'])
  const files = fontFiles()
  expect(files).toContain('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf')
  expect(files).toContain('@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2')
  expect(files.map((file) => [packageOf(file), locked(packageOf(file))?.dev ?? false])).toEqual(files.map((file) => [packageOf(file), false]))
})
