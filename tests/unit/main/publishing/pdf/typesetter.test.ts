import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Typesetter, TypesetterEnded } from '#main/publishing/pdf/typesetter.ts'
import { temporaryFolder } from '../../store/temporary.ts'

/** A process that does this with each message. */
function typesetter(script: string): Typesetter {
  const entry = join(temporaryFolder(), 'process.mjs')
  writeFileSync(entry, `import { existsSync, writeFileSync } from 'node:fs'\nprocess.on('message', (asked) => { ${script} })\n`)
  const made = new Typesetter({ nodePath: process.execPath, entry })
  onTestFinished(() => made.close())
  return made
}

const undrawable = { kind: 'typst-undrawable' } as const
const drawn = (source: string) => ({ kind: 'typst-drawn', source }) as const

test('a source that ends the process is told, twice tried, and the next one is answered', async () => {
  const ends = temporaryFolder()
  const desk = typesetter(
    `if (asked.source === 'bad') { writeFileSync(${JSON.stringify(`${ends}/`)} + process.pid, ''); process.kill(process.pid, 'SIGKILL') } process.send({ typst: asked.source + process.pid })`,
  )
  const [good, bad, next] = await Promise.allSettled([desk.ask(drawn('good ')), desk.ask(drawn('bad')), desk.ask(drawn('next '))])
  expect([good.status, bad.status === 'rejected' && bad.reason instanceof TypesetterEnded, next.status]).toEqual(['fulfilled', true, 'fulfilled'])
  expect(readdirSync(ends)).toHaveLength(2)
})

test('where it was what came before that ended it, a new process answers, with the files of the question', async () => {
  const mark = join(temporaryFolder(), 'ended')
  const desk = typesetter(
    `if (asked.kind === 'typst-file') { globalThis.path = asked.path; return } if (!existsSync(${JSON.stringify(mark)})) { writeFileSync(${JSON.stringify(mark)}, ''); process.kill(process.pid, 'SIGKILL') } process.send({ typst: [globalThis.path] })`,
  )
  expect(await desk.ask(undrawable, new Map([['a.png', new Uint8Array([1])]]))).toEqual(['a.png'])
})

test('a process that can’t start is told as one that ended', async () => {
  const desk = new Typesetter({ nodePath: join(temporaryFolder(), 'no-node'), entry: 'none.mjs' })
  await expect(desk.ask(undrawable)).rejects.toThrow(TypesetterEnded)
})
