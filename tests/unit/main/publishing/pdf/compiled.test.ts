import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** A process of its own, which Typst would end. */
function typesetInTurn(sources: readonly string[]): string {
  const script = `import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { compiled } from '#main/publishing/pdf/compiled.ts'
const compiler = NodeCompiler.create({ workspace: '/nowhere' })
for (const source of ${JSON.stringify(sources)}) console.log(compiled(compiler, source).numOfPages)`
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

test('sources follow each other whose characters are of unlike lengths and end in the same byte', () => {
  // 3 bytes, 4 and 2, each of which ends in 0x81.
  expect(typesetInTurn(['#"듁"', '#"𨽁"', '#"Á"', '#"𨽁"', '#"듁"', '#"듁"'])).toBe('1\n'.repeat(6))
})
