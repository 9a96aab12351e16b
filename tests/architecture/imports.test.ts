import { createRequire } from 'node:module'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const table = createRequire(import.meta.url)('./table.cjs') as { folders: Record<string, string[]>; forbidden: object[] }
const tops = ['main', 'preload', 'renderer', 'engine']
const sources = globSync(
  tops.map((top) => `${top}/**/*.{ts,tsx}`),
  { cwd: root },
)
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.endsWith('.d.ts'))

describe('the import table', () => {
  test('it is kept by every file, and the checker read every file', { timeout: 60_000 }, async () => {
    const result = await cruise(
      tops,
      {
        baseDir: root,
        ruleSet: { forbidden: table.forbidden as never },
        validate: true,
        tsPreCompilationDeps: true,
        doNotFollow: { path: 'node_modules' },
        enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
      },
      {},
      { tsConfig: extractTSConfig(join(root, 'renderer/tsconfig.json')) },
    )
    if (typeof result.output === 'string') throw new Error('expected a report, not text')
    const broken = result.output.summary.violations.map((one) => `${one.rule.name}: ${one.from} → ${one.to}`)
    expect(broken).toEqual([])
    const read = new Set(result.output.modules.map((module) => module.source))
    expect(sources.filter((file) => !read.has(file))).toEqual([])
  })

  test('every file has a home in it', () => {
    const homeless = sources.filter((file) => !Object.keys(table.folders).some((folder) => file.startsWith(`${folder}/`)))
    expect(homeless).toEqual([])
  })

  test('folders are made step by step: Node’s own way never returns from some places', () => {
    const hanging = sources.filter((file) => /\bmkdir(?:Sync)?\([^;\n]*recursive/.test(readFileSync(join(root, file), 'utf8')))
    expect(hanging).toEqual([])
  })
})
