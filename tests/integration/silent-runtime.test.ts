import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const running = `
  const { evaluate } = await import('#engine/graph/session.ts')
  const { input } = await import('#engine/graph/tensor.ts')
  const { add } = await import('#engine/graph/elementwise.ts')
  const x = input('x', [2])
  console.log(String((await evaluate([add(x, x)], new Map([['x', Float32Array.of(1, 2)]])))[0]))
`

test('ONNX Runtime keeps no name of this machine and readies nothing to send', () => {
  const home = mkdtempSync(join(tmpdir(), 'moke-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  // Nothing of this process's environment: the runtime is silent by itself where it sees that a test runs it.
  const env = { HOME: home, TMPDIR: home, USERPROFILE: home, LOCALAPPDATA: home }
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', running], { env, encoding: 'utf8', cwd: process.cwd() })
  expect([said.trim(), readdirSync(home)]).toEqual(['2,4', []])
})
