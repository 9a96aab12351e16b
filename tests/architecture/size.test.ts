import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const files = globSync('{main,preload,renderer,engine}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const lines = (text: string) => text.split('\n').length

/** Limits may only fall. Each names the object that grows into a monster in every code base of its kind. */
const fileLimit = 500
const guarded: Record<string, number> = {
  'renderer/app/studio.tsx': 200,
  'renderer/editor/page.tsx': 300,
  'renderer/editor/page-session.ts': 350,
  'main/store/open.ts': 200,
  'main/app/studio.ts': 200,
}
const serviceLimit = 300
const budgets = { any: 0, asPerThousand: 2, catchPerThousand: 3, functionsOver80: 0 }

/** Files that are tables of one kind of thing, with the number of names they give away. It may only fall. */
const exportTables: Record<string, number> = {
  'engine/cli/command.ts': 11,
  'engine/graph/elementwise.ts': 20,
  'engine/graph/tensor.ts': 15,
  'engine/model/decoder-config.ts': 10,
  'engine/training/token-corpus.ts': 10,
  'main/store/tree.ts': 9,
  'preload/contract/library.ts': 11,
  'preload/contract/member.ts': 13,
  'preload/document/node.ts': 11,
  'preload/document/schema.ts': 18,
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  node.forEachChild((child) => visit(child, see))
}

const sources = files.map(({ path, text }) => ({
  path,
  source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS),
}))

function count(see: (node: ts.Node, path: string, source: ts.SourceFile) => boolean): string[] {
  const found: string[] = []
  for (const { path, source } of sources) {
    visit(source, (node) => {
      if (see(node, path, source)) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
    })
  }
  return found
}

const total = () => files.reduce((sum, { text }) => sum + lines(text), 0)
const isFunction = (node: ts.Node) =>
  ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)

describe('sizes', () => {
  test('no file is longer than the limit, and the guarded ones keep theirs', () => {
    const long = files.filter(({ text }) => lines(text) > fileLimit).map(({ path, text }) => `${path} ${lines(text)}`)
    const grown = Object.entries(guarded)
      // One that was renamed must be named anew here, so a missing file fails.
      .filter(([path, limit]) => !existsSync(join(root, path)) || lines(readFileSync(join(root, path), 'utf8')) > limit)
      .map(([path]) => path)
    const services = files.filter(({ path, text }) => path.startsWith('main/services/') && lines(text) > serviceLimit).map(({ path }) => path)
    expect([...long, ...grown, ...services]).toEqual([])
  })

  test('a function over 80 lines says why', () => {
    const long = count((node, _path, source) => {
      if (!isFunction(node)) return false
      const start = source.getLineAndCharacterOfPosition(node.getStart()).line
      const length = source.getLineAndCharacterOfPosition(node.end).line - start + 1
      return length > 80 && !source.text.slice(Math.max(0, node.getFullStart() - 200), node.getStart() + 200).includes('LONG:')
    })
    expect(long.length, long.join('\n')).toBeLessThanOrEqual(budgets.functionsOver80)
  })

  test('`any` is nowhere, `as` and `catch` are rare', () => {
    const any = count((node) => node.kind === ts.SyntaxKind.AnyKeyword)
    const casts = count((node) => ts.isAsExpression(node) && node.type.getText() !== 'const')
    const catches = count((node) => ts.isCatchClause(node))
    const perThousand = (found: string[]) => (found.length * 1000) / total()
    expect(any).toEqual([])
    expect(perThousand(casts), casts.join('\n')).toBeLessThanOrEqual(budgets.asPerThousand)
    expect(perThousand(catches), catches.join('\n')).toBeLessThanOrEqual(budgets.catchPerThousand)
  })
})

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|manager|types|constants)$/

describe('names and doors', () => {
  test('no file or folder is a drawer', () => {
    const drawers = files.filter(({ path }) => path.split('/').some((part) => emptyNames.test(part.replace(/\.\w+$/, ''))))
    const barrels = files.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path) && !/^engine\/[\w-]+\/index\.ts$/.test(path))
    expect([...drawers, ...barrels].map(({ path }) => path)).toEqual([])
  })

  test('a file that exports more than eight things is two modules', () => {
    // A schema and the type inferred from it share a name and count once.
    const names = (text: string) =>
      new Set([...text.matchAll(/^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm)].map((found) => found[1]))
    const crowded = files
      .filter(({ path }) => !path.endsWith('/index.ts'))
      .map(({ path, text }) => ({ path, count: names(text).size }))
      .filter(({ path, count }) => count > (exportTables[path] ?? 8))
    expect(crowded).toEqual([])
  })

  test('every second-level folder says in at most forty lines what lives in it', () => {
    const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))]
    const readme = (folder: string) => join(root, folder, 'README.md')
    expect(folders.filter((folder) => !existsSync(readme(folder)) || lines(readFileSync(readme(folder), 'utf8')) > 41)).toEqual([])
  })
})
