/** The guide and the README say what the studio has: the same chapters in both languages, keys that do something, pictures that are there. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsOf, targetIds } from '#main/publishing/facts.ts'
import { commandKeys, otherKeys } from '#renderer/app/command-keys.ts'
import { ghostKeys, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import { tableCommands } from '#renderer/editor/table/table-keys.ts'

const root = join(import.meta.dirname, '../../..')
const guides = ['docs/guide/zh-CN.md', 'docs/guide/en.md'] as const
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const headings = (file: string) => [...read(file).matchAll(/^(#+) .+$/gm)].map(([, marks = '']) => marks.length)
const codes = (file: string) => [...read(file).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
/** Pictures that a file names, as paths from the root. */
const picturesIn = (file: string) => [...read(file).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => join(dirname(file), path).replaceAll('\\', '/'))
const folders = ['docs/guide/pictures', 'docs/pictures']

/** Keys of what is under the focus, which no table of commands holds. */
const others = ['Alt+ArrowUp', 'Alt+ArrowDown', 'F2', 'Delete', 'Tab', 'Shift+Tab', 'Enter', 'Esc', 'Mod+Enter']
const pressed = { Ctrl: 'Mod', '→': 'ArrowRight', '←': 'ArrowLeft', '↑': 'ArrowUp', '↓': 'ArrowDown' } as Readonly<Record<string, string>>
const keysIn = (file: string) =>
  codes(file)
    .filter((code) => /^(?:(?:Ctrl|Alt|Shift) \+ |F\d+$|Tab$|Esc$|Delete$)/.test(code))
    .map((code) =>
      code
        .split(' + ')
        .map((part) => pressed[part] ?? part)
        .join('+'),
    )

describe('the guide', () => {
  test('it has the same chapters, pictures and keys in both languages', () => {
    const [zh, en] = guides.map((file) => [
      headings(file),
      [...new Set(keysIn(file))].sort(),
      picturesIn(file).map((path) => path.replace(/\.(zh-CN|en)\.png$/, '')),
    ])
    expect(zh).toEqual(en)
  })

  test.each(guides)('every key that %s names does something in the studio', (file) => {
    const named = [commandKeys, otherKeys].flatMap((keys) => Object.values(keys))
    const known = new Set([
      ...named,
      ...[ghostKeys, pageCommands, tableCommands].flatMap((commands) => Object.values(commands).map((command) => ('keys' in command ? command.keys : ''))),
      ...others,
    ])
    expect(keysIn(file).length).toBeGreaterThan(20)
    expect(keysIn(file).filter((keys) => !known.has(keys))).toEqual([])
  })

  test.each(guides)('%s calls platforms as the studio does', (file) => {
    const language = file.includes('zh-CN') ? 'zh-CN' : 'en'
    const named = targetIds
      .map(factsOf)
      .flatMap(({ kind, options, name }) => (kind === 'platform' && options.some((option) => option.kind === 'cover') ? [name[language]] : []))
    const covers = /^- \*\*(?:封面|Covers).*$/mu.exec(read(file))?.[0] ?? ''
    expect(named.filter((name) => !covers.includes(name))).toEqual([])
    expect(read(file)).not.toMatch(/official account/i)
  })
})

describe('pictures', () => {
  test('those that are named are there, and those that are there are named', () => {
    const named = [...guides, 'README.md'].flatMap(picturesIn)
    const there = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    expect(there.sort()).toEqual([...new Set(named)].sort())
  })

  test('all of them together stay below 1.5 MB', () => {
    const bytes = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => statSync(join(root, folder, name)).size))
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.5e6)
  })
})
